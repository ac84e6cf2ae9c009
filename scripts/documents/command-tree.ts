import type { Argument, Command, Option } from 'commander';

/** What a shell can offer for a value: one of some words, a file, or what `uada completion values KIND` prints. */
export type ValueKind =
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'file' }
  | { readonly type: 'live'; readonly kind: LiveKind }
  | { readonly type: 'text' };

export type LiveKind = 'providers' | 'models' | 'sessions' | 'templates';

export type OptionNode = {
  /** With one dash; undefined where there is none. */
  readonly short: string | undefined;
  readonly long: string;
  readonly description: string;
  readonly heading: string;
  /** As in help, such as `<file>`; undefined for a switch. */
  readonly placeholder: string | undefined;
  /** False where the value only follows behind `=`. */
  readonly takesNextWord: boolean;
  readonly isRepeatable: boolean;
  readonly value: ValueKind;
};

export type ArgumentNode = { readonly name: string; readonly description: string; readonly isRequired: boolean; readonly isRepeatable: boolean; readonly value: ValueKind };

/** A command as documents and completions need it. */
export type CommandNode = {
  /** Names from below `uada` on; empty for `uada` itself. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly OptionNode[];
  readonly arguments: readonly ArgumentNode[];
  readonly commands: readonly CommandNode[];
};

const liveByFlag: Readonly<Record<string, LiveKind>> = {
  '--provider': 'providers', '--model': 'models', '--fallback': 'models', '--race': 'models', '--session': 'sessions', '--template': 'templates',
};
const liveByArgument: Readonly<Record<string, LiveKind>> = {
  'keys set name': 'providers', 'keys rm name': 'providers', 'templates show name': 'templates', 'templates path name': 'templates',
};

const isFile = (placeholder: string): boolean => /\bfiles?\b/.test(placeholder);

/** The words of a placeholder such as `<auto|always|never>`. */
const wordsOf = (placeholder: string): readonly string[] | undefined => {
  const words = placeholder.slice(1, -1).split('|');
  return words.length > 1 && !isFile(placeholder) && words.every((word) => /^[a-z\d-]+$/.test(word)) ? words : undefined;
};

const kindOf = (placeholder: string, choices: readonly string[] | undefined, live: LiveKind | undefined): ValueKind => {
  const words = choices ?? wordsOf(placeholder);
  if (words !== undefined) return { type: 'words', words };
  if (live !== undefined) return { type: 'live', kind: live };
  return isFile(placeholder) ? { type: 'file' } : { type: 'text' };
};

const toOption = (option: Option): OptionNode => {
  const placeholder = /[<[].*$/.exec(option.flags)?.[0];
  const long = option.long ?? '';
  return {
    short: option.short, long, description: option.description, heading: option.helpGroupHeading ?? 'Options:', placeholder,
    takesNextWord: placeholder?.startsWith('<') === true,
    isRepeatable: option.variadic || /\(repeatable\)/.test(option.description),
    value: placeholder === undefined ? { type: 'text' } : kindOf(placeholder, option.argChoices, liveByFlag[long]),
  };
};

const toArgument = (argument: Argument, path: readonly string[]): ArgumentNode => ({
  name: argument.name(), description: argument.description, isRequired: argument.required, isRepeatable: argument.variadic,
  value: kindOf(`<${argument.name()}>`, argument.argChoices, liveByArgument[[...path, argument.name()].join(' ')]),
});

/** Reads a command of Commander's and everything below it. */
export const readCommandTree = (command: Command, path: readonly string[] = []): CommandNode => ({
  path,
  description: command.description(),
  options: command.createHelp().visibleOptions(command).map(toOption),
  arguments: command.registeredArguments.map((argument) => toArgument(argument, path)),
  commands: command.createHelp().visibleCommands(command)
    .filter((child) => child.name() !== 'help').map((child) => readCommandTree(child, [...path, child.name()])),
});

/** The node and all below it, parents first. */
export const allCommands = (node: CommandNode): readonly CommandNode[] => [node, ...node.commands.flatMap(allCommands)];
