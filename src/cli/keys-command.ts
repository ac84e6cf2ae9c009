import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

const load = async () => import('./run-keys.js');

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', `
Examples:
  uada keys set anthropic                    # asks for the key and shows nothing of it
  pass show groq | uada keys set groq

The order is: environment variable, key_cmd, keychain, keys.json, config.toml.`);
  const set = command.command('set').description('Store a key: from a hidden prompt, or from stdin when it is piped')
    .argument('<name>', 'The provider').usage('<name>')
    // Taken and refused with the reason, in place of "too many arguments" and of a message that repeats the key.
    .allowExcessArguments(true).allowUnknownOption(true);
  set.action(async (name: string) => (await load()).setKey(name, set.args.slice(1), io));
  command.command('list').description('The source of every key, with its last four characters').option('--json', 'One JSON array')
    .action(async (options: Readonly<Record<string, unknown>>) => (await load()).showKeys(options['json'] === true, io));
  command.command('rm').description('Remove a stored key').argument('<name>', 'The provider')
    .action(async (name: string) => (await load()).removeKey(name, io));
};

/** `keys`, the stored keys. */
export const keysCommand: CommandRow = { name: 'keys', description: 'Store, list or remove API keys', configure };
