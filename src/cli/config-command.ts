import type { Command } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

type Options = Readonly<Record<string, unknown>>;

const load = async () => import('./run-config.js');

const notes = `
Examples:
  uada config set model anthropic/claude-sonnet-5-5
  uada config set cache.ttl 7d
  uada config set aliases.fast groq/openai/gpt-oss-20b
  uada config list                # every setting, its value, and where that came from`;

const isJson = (options: Options): boolean => options['json'] === true;

const addInit = (command: Command, io: Io): void => {
  command.command('init').description('Ask for the few things that matter, and write them down')
    .option('-p, --provider <name>', 'Provider to use, without being asked').option('-m, --model <name>', 'Model to use, likewise')
    .option('--color <auto|always|never>', 'When to use colours, likewise')
    .addHelpText('after', '\nWith a flag nothing is asked, so that it works in a script.\n\nExamples:\n  uada config init\n  uada config init -p groq -m groq/openai/gpt-oss-20b')
    .action(async (options: Options) => (await import('./run-config-init.js')).initConfig(options, io));
};

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', notes);
  command.command('list').description('Every setting with its value and where that came from').option('--json', 'One JSON array')
    .action(async (options: Options) => (await load()).listConfig(isJson(options), io));
  command.command('get').description('The value of one setting').argument('<key>', 'Such as model or cache.ttl').option('--json', 'One JSON object, with the source')
    .action(async (key: string, options: Options) => (await load()).getConfig(key, isJson(options), io));
  command.command('set').description('Write a setting into config.toml; its comments and order stay as they are')
    .argument('<key>', 'Such as model, cache.ttl, aliases.NAME or providers.NAME.base_url').argument('<value>', 'The value as after the flag; - takes it from stdin or a hidden prompt')
    .addHelpText('after', '\nExamples:\n  uada config set max_retries 4\n  uada config set cache.url -             # asks, so that a password is not on the command line')
    .action(async (key: string, value: string) => (await load()).setConfig(key, value, io));
  command.command('unset').description('Take a setting out of config.toml').argument('<key>', 'As for set')
    .action(async (key: string) => (await load()).unsetConfig(key, io));
  command.command('validate').description('Every fault of config.toml with its line and column').argument('[file]', 'Another file to check').option('--json', 'One JSON array')
    .action(async (file: string | undefined, options: Options) => (await load()).validateConfig(file, isJson(options), io));
  command.command('path').description('Where config.toml is, or would be').action(async () => (await load()).showConfigPath(io));
  addInit(command, io);
};

/** `config`, the settings. */
export const configCommand: CommandRow = { name: 'config', description: 'Show, change and check the settings', configure };
