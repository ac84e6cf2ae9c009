import { commandRows } from './commands.js';

/** A text completed as far as it is clear, and what it may go on with. */
export type Completion = { readonly text: string; readonly candidates: readonly string[] };

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
  return { text: head + commonStart(fitting), candidates: fitting };
};

/** Completes the name of a command, or of a model behind `/model`. Undefined where nothing fits. */
export const complete = async (text: string, models: () => Promise<readonly string[]>): Promise<Completion | undefined> => {
  const command = /^\/(\p{L}*)$/u.exec(text)?.[1];
  if (command !== undefined) return completeWord('/', command, commandRows.map(({ name }) => name), ' ');
  const model = /^\/model\s+(\S*)$/.exec(text)?.[1];
  return model === undefined ? undefined : completeWord('/model ', model, await models(), '');
};
