import { didYouMean } from '../../core/did-you-mean.js';

export type CommandName = 'model' | 'system' | 'file' | 'retry' | 'copy' | 'save' | 'clear' | 'help' | 'quit';

type CommandRow = { readonly name: CommandName; readonly argument: string; readonly description: string };

/** Everything that can be said with a slash. */
export const commandRows: readonly CommandRow[] = [
  { name: 'model', argument: '[NAME]', description: 'ask another model from now on' },
  { name: 'system', argument: '[TEXT]', description: 'set the system prompt, - removes it' },
  { name: 'file', argument: 'PATH', description: 'send a file or an image with the next message' },
  { name: 'retry', argument: '', description: 'ask for another answer to the last message' },
  { name: 'copy', argument: '', description: 'copy the last answer to the clipboard' },
  { name: 'save', argument: 'FILE', description: 'write the conversation into a new Markdown file' },
  { name: 'clear', argument: '', description: 'begin a new conversation' },
  { name: 'help', argument: '', description: 'show this' },
  { name: 'quit', argument: '', description: 'leave; also Ctrl-D, Ctrl-C twice, :q, :wq, ZZ' },
];

/** The keys that nobody would guess. */
export const keyRows: readonly (readonly [keys: string, description: string])[] = [
  ['Enter', 'send; behind an answer that comes'], ['Alt+Enter, Ctrl+J, \\ Enter', 'new line; Shift+Enter where the terminal tells it'], ['Up, Down', 'rows, and earlier prompts'],
  ['Ctrl+Left, Right; Alt+B, F', 'words; Home and End, Ctrl+A and E: the ends of a line'], ['Tab', 'complete a command, a model or a file'],
  ['Esc, Ctrl+C', 'stop the answer and keep what came'], ['Ctrl+_ or Alt+Z, Alt+R', 'undo, redo'],
  ['Ctrl+W, U, K; Ctrl+Y', 'cut a word, to the start, to the end; bring back'], ['Ctrl+Z', 'suspend'],
];

export type Command = { readonly name: CommandName; readonly argument: string };

/** A message that is a word for the program and not for the model. */
export type Instruction = { readonly type: 'command'; readonly command: Command } | { readonly type: 'leave' } | { readonly type: 'unknown'; readonly message: string };

/** What people type who want to get out, of Vim and elsewhere. */
const leavingWords = /^(?::(?:q|wq|x|qa|wqa)!?|zz|zq|q|quit|exit|bye|logout)$/i;

const otherNames: ReadonlyMap<string, CommandName> = new Map(Object.entries<CommandName>({
  exit: 'quit', q: 'quit', bye: 'quit', new: 'clear', reset: 'clear', regenerate: 'retry', attach: 'file', image: 'file', '?': 'help',
}));

/** What would do more than is meant where words follow that belong to a message. */
const takesNothing: ReadonlySet<string> = new Set<CommandName>(['retry', 'copy', 'clear', 'quit']);

/** The command that a word names, in any case and by any of its names. */
export const toCommandName = (word: string): string => otherNames.get(word.toLowerCase()) ?? word.toLowerCase();

const isCommandName = (word: string): word is CommandName => commandRows.some(({ name }) => name === word);

/** Reads a message as an instruction; undefined for one that is meant for the model. A path such as /etc/hosts is no command. */
export const readInstruction = (text: string): Instruction | undefined => {
  const trimmed = text.trim();
  if (leavingWords.test(trimmed)) return text.startsWith(' ') ? undefined : { type: 'leave' };
  const match = /^\/([\p{L}?-]+)(?:\s+([^]*))?$/u.exec(text);
  const word = match?.[1]?.toLowerCase();
  if (word === undefined) return undefined;
  const name = toCommandName(word);
  const argument = (match?.[2] ?? '').trim();
  if (argument !== '' && takesNothing.has(name)) return { type: 'unknown', message: `/${word} takes no words. A blank before it sends it as text.` };
  if (isCommandName(name)) return { type: 'command', command: { name, argument } };
  const hint = didYouMean(name, commandRows.map((row) => row.name))?.replace('mean ', 'mean /');
  return { type: 'unknown', message: `There is no command /${word}. ${hint ?? '/help shows them all.'} A blank before it sends it as text.` };
};
