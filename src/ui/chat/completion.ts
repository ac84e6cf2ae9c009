import { commandRows } from './commands.js';

/** A text completed as far as it is clear, and what it may go on with. */
export type Completion = { readonly text: string; readonly candidates: readonly string[] };

/** Who knows what can be named. */
export type Names = {
  models(): Promise<readonly string[]>;
  /** Names in the directory of an unfinished path, those of directories with a slash. */
  namesFor(path: string): Promise<readonly string[]>;
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

/** Completes the name of a command, of a model behind `/model`, or of a file behind `/file` and `/save`. Undefined where nothing fits. */
export const complete = async (text: string, names: Names): Promise<Completion | undefined> => {
  const command = /^\/(\p{L}*)$/u.exec(text)?.[1];
  if (command !== undefined) return completeWord('/', command, commandRows.map(({ name }) => name), ' ');
  const model = /^\/model\s+(\S*)$/.exec(text)?.[1];
  if (model !== undefined) return completeWord('/model ', model, await names.models(), '');
  const [, head, directory = '', name = ''] = /^(\/(?:file|save)\s+)(.*\/)?([^/\n]*)$/.exec(text) ?? [];
  return head === undefined ? undefined : completeWord(head + directory, name, await names.namesFor(directory + name), '');
};
