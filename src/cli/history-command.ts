import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import type { CommandRow } from './command-row.js';

const load = async () => import('./run-history.js');

/** The flags that narrow a list down. */
const addFilters = (command: Command): Command =>
  command.option('-p, --provider <name>', 'Only answers of this provider')
    .option('-m, --model <name>', 'Only answers of models with this in their name')
    .option('--since <time>', 'Only answers since then: 7d, 2h or 2026-11-01')
    .addOption(new Option('--limit <n>', 'At most so many').default('20', '20'))
    .option('--json', 'One JSON object a line');

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', '\nExamples:\n  uada history search "race condition" --since 7d\n  uada history show -x > last.sh           the code of the answer before\n  uada history show 42\n  uada history export | jq -r .text');
  addFilters(command.command('list').description('The answers, newest first'))
    .action(async (options: Readonly<Record<string, unknown>>) => (await load()).listAnswers('', options, io));
  addFilters(command.command('search').description('Answers whose prompt or text holds all the words; "a phrase" and prefix* work, too').argument('<words...>'))
    .action(async (words: readonly string[], options: Readonly<Record<string, unknown>>) => (await load()).listAnswers(words.join(' '), options, io));
  command.command('show').description('One answer with its prompt, or the answer alone').argument('[id]', 'Its number in the list; the newest answer without one')
    .option('-r, --raw', 'The answer alone, as it came').option('-x, --code', 'Only its first code block').option('--json', 'One JSON object')
    .action(async (id: string | undefined, options: Readonly<Record<string, unknown>>) => (await load()).showAnswer(id, options, io));
  command.command('rm').description('Remove answers for good').argument('<id...>', 'Their numbers')
    .action(async (ids: readonly string[]) => (await load()).removeAnswers(ids, io));
  command.command('export').description('Every answer as one JSON object a line, oldest first')
    .action(async () => (await load()).exportAnswers(io));
  command.command('path').description('Where the history is')
    .action(async () => (await load()).showPath(io));
};

/** `history`, every answer given. */
export const historyCommand: CommandRow = { name: 'history', description: 'Search and show every answer given', configure };
