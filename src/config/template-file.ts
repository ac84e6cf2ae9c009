import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageFile } from './package-file.js';
import { readRegularFile } from './regular-file.js';
import type { Template } from './template.js';
import { toTemplate } from './template.js';
import { decodeSource, parseToml } from './toml-document.js';

const maximumBytes = 2 ** 20;
const ending = '.md';

/** The directory of the user's own templates; undefined where no home directory is known. */
export const templatesDirectory = (configDir: string | null): string | undefined => (configDir === null ? undefined : join(configDir, 'templates'));

/** The directory of the templates that come with the program. */
export const builtInDirectory = (): string => packageFile('templates');

const openingLine = /^\ufeff?\+\+\+[ \t]*\r?\n/;
const closingLine = /^\+\+\+[ \t]*(?:\r?\n|$)/m;

/** The head keeps the line numbers of the file: its first line stays as an empty one. */
const split = (text: string): { readonly head: string; readonly body: string } => {
  const [opening] = openingLine.exec(text) ?? [];
  if (opening === undefined) return { head: '', body: text.replace(/^\ufeff/, '') };
  const rest = text.slice(opening.length);
  const closing = closingLine.exec(rest);
  if (closing === null) return { head: `\n${rest}`, body: '' };
  return { head: `\n${rest.slice(0, closing.index)}`, body: rest.slice(closing.index + closing[0].length) };
};

/**
 * A template out of a Markdown file: TOML between two lines of `+++`, then the prompt. Undefined when there is no such
 * file; throws a `usage` error with the place of what is wrong.
 */
export const readTemplateFile = async (path: string): Promise<Template | undefined> => {
  const file = readRegularFile(path, maximumBytes);
  if (file === undefined) return undefined;
  const { head, body } = split(decodeSource(path, file.bytes));
  const document = await parseToml(path, Buffer.from(head));
  const prompt = body.replace(/^\s*\n/, '').trimEnd();
  return toTemplate({ document, name: basename(path, ending).replace(/^\W+/, ''), path: [], table: document.root, prompt });
};

/** The path that a template of a name has in a directory. */
export const templatePath = (directory: string, name: string): string => join(directory, `${name}${ending}`);

/** The names of the templates in a directory, in alphabetical order; none where there is no directory. */
export const templateNames = (directory: string): readonly string[] => {
  try {
    return readdirSync(directory).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort();
  } catch {
    return [];
  }
};
