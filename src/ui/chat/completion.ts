import type { CommandName } from './commands.js';
import { commandRows, toCommandName } from './commands.js';

/** A text completed as far as it is clear, and what it may go on with. */
export type Completion = { readonly text: string; readonly candidates: readonly string[] };

/** Who knows what can be named. */
export type Names = {
  models(): Promise<readonly string[]>;
  /** Names in a directory, those of directories with a slash. */
  namesIn(directory: string): Promise<readonly string[]>;
};

const commonStart = (words: readonly string[]): string => {
  let start = words[0] ?? '';
  for (const word of words) {
    while (!word.startsWith(start)) start = start.slice(0, -1);
  }
  return start;
};

const completeWord = (head: string, word: string, candidates: readonly string[], tail: string): Completion | undefined => {
  const fitting = candidates.filter((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  const [only] = fitting;
  if (only === undefined) return undefined;
  if (fitting.length === 1) return { text: head + only + tail, candidates: [] };
  const start = commonStart(fitting);
  return { text: head + (start.length < word.length ? word : start), candidates: fitting };
};

const takesPath: ReadonlySet<string> = new Set<CommandName>(['file', 'save']);

/** Directory and beginning of a name, as they were typed. */
const splitPath = (path: string, platform: NodeJS.Platform): readonly [directory: string, start: string] => {
  const end = Math.max(path.lastIndexOf('/'), platform === 'win32' ? path.lastIndexOf('\\') : -1) + 1;
  return [path.slice(0, end), path.slice(end)];
};

const completePath = async (head: string, path: string, names: Names, platform: NodeJS.Platform): Promise<Completion | undefined> => {
  const [directory, start] = splitPath(path, platform);
  const candidates = await names.namesIn(directory);
  // Hidden files are offered to whoever begins with a dot.
  return completeWord(head + directory, start, candidates.filter((name) => name.startsWith('.') === start.startsWith('.')), '');
};

/** Completes the name of a command, of a model behind `/model`, or of a file behind a command that takes one. Undefined where nothing fits. */
export const complete = async (text: string, names: Names, platform = process.platform): Promise<Completion | undefined> => {
  const command = /^\/(\p{L}*)$/u.exec(text)?.[1];
  if (command !== undefined) return completeWord('/', command, commandRows.map(({ name }) => name), ' ');
  const model = /^\/model\s+(\S*)$/.exec(text)?.[1];
  if (model !== undefined) return completeWord('/model ', model, await names.models(), '');
  const [, head, word = '', path = ''] = /^(\/(\p{L}+)\s+)([^\n]*)$/u.exec(text) ?? [];
  return head !== undefined && takesPath.has(toCommandName(word)) ? completePath(head, path, names, platform) : undefined;
};
