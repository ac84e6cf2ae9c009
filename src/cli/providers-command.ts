import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', '\nExamples:\n  uada providers\n  uada providers --json | jq -r \'.[] | select(.key_source != null) | .id\'').option('--json', 'One JSON array')
    .action(async (options: Readonly<Record<string, unknown>>) => {
      const { runProviders } = await import('./run-providers.js');
      await runProviders(options['json'] === true, io);
    });
};

/** `providers`, the eight and the user's own. */
export const providersCommand: CommandRow = { name: 'providers', description: 'List the providers: key source, address, protocol, default model', configure };
