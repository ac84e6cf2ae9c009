import { dirname } from 'node:path';
import { UadaError } from '../core/errors.js';
import { maximumConfigBytes, toConfig } from './config-file.js';
import { withFileLock } from './file-lock.js';
import { createPrivateDirectory, replacePrivateFile } from './private-file.js';
import { readRegularFile } from './regular-file.js';
import { parseToml } from './toml-document.js';

const readText = (path: string): string | undefined => readRegularFile(path, maximumConfigBytes)?.bytes.toString('utf8');

const check = async (path: string, text: string, builtIn: readonly string[]): Promise<void> => {
  toConfig(await parseToml(path, Buffer.from(text)), builtIn);
};

/** The place is one in a text that nobody has seen. */
const withoutPlace = (error: unknown, path: string): unknown => {
  if (!(error instanceof UadaError) || !error.message.startsWith(`${path}:`)) return error;
  const message = error.message.slice(path.length + 1).replace(/^\d+:\d+: /, '');
  // A sentence begins with a capital, the name of a key as it is written.
  const isSentence = /^[a-z]+ /.test(message);
  return new UadaError('usage', isSentence ? `${message.charAt(0).toUpperCase()}${message.slice(1)}` : message, { hint: error.hint });
};

const attempts = 5;

/**
 * Changes the text of config.toml, `undefined` where there is none or none is wanted, and resolves to whether it differs
 * now. The new file is checked as a whole, has mode 0600 and replaces the old one at one stroke. Throws a `usage` error, and
 * writes nothing, when the old or the new one has a fault.
 */
export const editConfigFile = async (path: string, builtIn: readonly string[], change: (text: string | undefined) => string | undefined): Promise<boolean> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = readText(path);
    await check(path, before ?? '', builtIn);
    const after = change(before);
    if (after === undefined || after === before) return false;
    await check(path, after, builtIn).catch((error: unknown) => {
      throw withoutPlace(error, path);
    });
    createPrivateDirectory(dirname(path));
    const isWritten = await withFileLock(path, () => {
      if (readText(path) !== before) return false;
      replacePrivateFile(path, after);
      return true;
    });
    if (isWritten) return true;
  }
  throw new UadaError('usage', `${path} is being changed by another program.`, { hint: 'Try again.' });
};
