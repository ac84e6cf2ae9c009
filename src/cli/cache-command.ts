import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

type Options = Readonly<Record<string, unknown>>;

const isJson = (options: Options): boolean => options['json'] === true;

const load = async () => import('./run-cache.js');
const loadTransfer = async () => import('./run-cache-transfer.js');

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', '\nExamples:\n  uada cache stats\n  uada cache search mutex\n  uada cache export > answers.jsonl');
  command.command('stats').description('How many answers there are, and how much room they take').option('--json', 'One JSON object')
    .action(async (options: Options) => (await load()).showStats(isJson(options), io));
  command.command('list').description('The answers, newest first').addOption(new Option('--limit <n>', 'At most so many').default('50', '50')).option('--json', 'One JSON object a line')
    .action(async (options: Options) => (await load()).listEntries(options['limit'], isJson(options), io));
  command.command('show').description('One answer').argument('<key>', 'Its key, or the beginning of it').option('--json', 'One JSON object')
    .action(async (key: string, options: Options) => (await load()).showEntry(key, isJson(options), io));
  command.command('search').description('Answers that hold all the words').argument('<words...>').option('--json', 'One JSON object a line')
    .action(async (words: readonly string[], options: Options) => (await load()).searchEntries(words.join(' '), isJson(options), io));
  command.command('clear').description('Remove every answer; works on a full disk, too').option('--team', 'Also those in the team cache (cache.url), for everybody')
    .action(async (options: Options) => (await load()).clearEntries(options['team'] === true, io));
  command.command('prune').description('Remove what has expired, and the least recently used above the size limit').option('--max-size <size>', 'Limit in place of the setting, such as 100MB')
    .action(async (options: Options) => (await load()).pruneEntries(options['maxSize'], io));
  command.command('export').description('Every answer as one JSON object a line')
    .action(async () => (await loadTransfer()).exportEntries(io));
  command.command('import').description('Add what export wrote').argument('<file>', 'A file, or - for stdin')
    .action(async (file: string) => (await loadTransfer()).importEntries(file, io));
  command.command('path').description('Where the cache is')
    .action(async () => (await load()).showPath(io));
};

/** `cache`, a look into the remembered answers. */
export const cacheCommand: CommandRow = { name: 'cache', description: 'Look into the remembered answers, or remove them', configure };
