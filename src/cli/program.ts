import { Command } from 'commander';
import type { Io } from '../app/io.js';
import { batchCommand } from './batch-command.js';
import { benchCommand } from './bench-command.js';
import { cacheCommand } from './cache-command.js';
import { chatCommand } from './chat-command.js';
import type { CommandRow } from './command-row.js';
import { compareCommand } from './compare-command.js';
import { completeCommand } from './complete-command.js';
import { completionCommand } from './completion-command.js';
import { configCommand } from './config-command.js';
import { developerCommands } from './developer-commands.js';
import { doctorCommand } from './doctor-command.js';
import { historyCommand } from './history-command.js';
import { keysCommand } from './keys-command.js';
import { mockCommand } from './mock-command.js';
import { modelsCommand } from './models-command.js';
import { providersCommand } from './providers-command.js';
import { templatesCommand } from './templates-command.js';

const rows: readonly CommandRow[] = [
  completeCommand,
  chatCommand,
  compareCommand,
  batchCommand,
  ...developerCommands,
  templatesCommand,
  benchCommand,
  modelsCommand,
  providersCommand,
  doctorCommand,
  cacheCommand,
  historyCommand,
  configCommand,
  keysCommand,
  mockCommand,
  completionCommand,
];

/** The names a first word may be a command by. */
export const commandNames: readonly string[] = rows.map((row) => row.name);

/** Adds a command; flags and help only where they are needed, because making them takes longer than a cached answer. */
const addCommand = (program: Command, row: CommandRow, io: Io, isCalled: boolean): void => {
  const command = program.command(row.name, { isDefault: row.isDefault === true }).description(row.description);
  if (!isCalled) return;
  row.configure(command, io);
  if (command.commands.length > 0) command.helpCommand('help [command]', 'Print the help of a command');
};

const notes = `
Examples:
  uada "Explain what a mutex is"                  # short for uada complete
  git diff | uada "Write a commit message for this change"
  uada help complete                              # the flags of a prompt; or uada complete --help
  uada --mock "Try me without a key"`;

/** The command that a command line calls: its first word where that is one, else the default. */
const calledRow = (words: readonly string[]): CommandRow =>
  rows.find((row) => row.name === words[0]) ?? completeCommand;

const asksForHelp = (words: readonly string[]): boolean => words.some((word) => word === '-h' || word === '--help');

/**
 * The command tree: names, flags and help. `words` tells which command is called; the others are left out then,
 * unless a help lists them, and without `words` every command is whole. What a command does is loaded when it is called.
 */
export const createProgram = (io: Io, version: string, words?: readonly string[]): Command => {
  const program = new Command('uada')
    .description('One command for eight LLM providers: streams answers into terminals and pipelines.')
    .version(version, '-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Print this help')
    .addHelpText('after', notes)
    .helpCommand(false)
    // Behind the name of a command its own flags count, also where a command has commands.
    .enablePositionalOptions()
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Errors come out of `parseAsync` as exceptions and are printed once, by report-failure.
      outputError: () => undefined,
    });
  const called = words === undefined ? undefined : calledRow(words);
  const listed = called === undefined || asksForHelp(words ?? []) ? rows : [called];
  for (const row of listed) addCommand(program, row, io, called === undefined || called === row);
  return program;
};
