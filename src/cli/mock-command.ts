import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';
import { mockOptions } from './mock-options.js';

const notes = `
A distribution D is a number, lognormal(MEDIAN,SIGMA), normal(MEAN,DEVIATION), uniform(FROM,TO) or empirical:FILE.
The same words, separated by commas, follow --mock= on every command that asks a provider.

Examples:
  uada mock --ttft "lognormal(200,0.4)" --itl 20
  uada complete --mock=fault=429@0.5,seed=7 "Does it retry?"`;

const configure = (command: Command, io: Io): void => {
  command
    .addOption(new Option('--host <address>', 'Address to listen on').default('127.0.0.1', '127.0.0.1'))
    .addOption(new Option('--port <n>', 'Port to listen on; 0 takes a free one').default('4141', '4141'))
    .option('--json', 'Print the addresses as one JSON object')
    .addHelpText('after', notes);
  for (const { name, value, description, isRepeatable } of mockOptions) {
    const flag = `--${name} <${value}>`;
    if (isRepeatable === true) command.option(flag, description, (text: string, all: readonly string[] | undefined) => [...(all ?? []), text]);
    else command.option(flag, description);
  }
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    const { runMock } = await import('./run-mock.js');
    await runMock(options, io);
  });
};

/** `mock`, the server that speaks all eight wire protocols. */
export const mockCommand: CommandRow = { name: 'mock', description: 'Serve all eight wire protocols from a built-in simulator', configure };
