import { writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { UadaError } from '../core/errors.js';
import type { Message } from '../core/request.js';
import { textOf } from '../core/request.js';

/** `~/` as a shell reads it. */
export const expandHome = (path: string): string => (/^~(?=\/|$)/.test(path) ? homedir() + path.slice(1) : path);

const toMarkdown = (messages: readonly Message[]): string =>
  messages.map((message) => `## ${message.role === 'user' ? 'You' : 'Answer'}\n\n${textOf(message).trimEnd()}\n`).join('\n');

/** Writes a conversation into a new Markdown file and resolves to its path. Throws a `usage` error that names it; an older file stays as it is. */
export const saveChat = async (path: string, messages: readonly Message[]): Promise<string> => {
  if (messages.length === 0) throw new UadaError('usage', 'There is nothing yet to save.');
  const file = resolve(expandHome(path));
  try {
    await writeFile(file, toMarkdown(messages), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EEXIST' ? 'is there already' : `cannot be written (${code ?? 'unknown error'})`;
    throw new UadaError('usage', `The file ${file} ${reason}.`, { cause: error, hint: 'Choose another name.' });
  }
  return file;
};
