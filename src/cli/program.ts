import { Command } from 'commander';
import type { Io } from '../app/io.js';
import { addCompleteCommand } from './complete-command.js';
import { addMockCommand } from './mock-command.js';
import { addModelsCommand } from './models-command.js';

/** The command tree: names, flags and help. What a command does is loaded when it is called. */
export const createProgram = (io: Io, version: string): Command => {
  const program = new Command('uada')
    .description('One command for eight LLM providers: streams answers into terminals and pipelines.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Errors come out of `parseAsync` as exceptions and are printed once, by main.
      outputError: () => undefined,
    });
  addCompleteCommand(program, io);
  addModelsCommand(program, io);
  addMockCommand(program, io);
  return program;
};
