import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';

type Options = Readonly<Record<string, unknown>>;

const load = async () => import('./run-bench-tools.js');
const loadList = async () => import('./run-bench-list.js');

const collect = (text: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), text];

const addFiles = (command: Command): Command =>
  command.option('--json', 'One JSON object')
    .option('--csv <file>', 'Write every request as a line of CSV; - as the file writes it, or one of the following, to stdout in place of the report')
    .option('--jsonl <file>', 'Write every request as a line of JSON')
    .option('--html <file>', 'Write a page with tables and charts')
    .option('--md <file>', 'Write the report as Markdown')
    .option('--hdr <file>', 'Write all metrics as an HdrHistogram log');

const addGate = (command: Command): Command =>
  command.option('--fail-if <change>', "Fail with exit code 11 when this is so and not by chance, such as 'ttft.p50>+10%' (repeatable)", collect);

/** `bench report`, `list`, `rm`, `compare` and `merge`, which read runs that were kept. */
export const addBenchTools = (bench: Command, io: Io): void => {
  addGate(addFiles(bench.command('report').description('The report of a run again, in any form; of the last one where none is named').argument('[run]', 'A file of --save or a number of `bench list`', 'last')))
    .option('--slo <bound>', 'Hold it against this bound in place of its own (repeatable)', collect)
    .option('--baseline <file>', 'Compare with this run: a file of --save, a number of `bench list`, or last')
    .addHelpText('after', '\nExample:\n  uada bench report run.json --slo \'ttft.p95<=500ms\' --html run.html')
    .action(async (run: string, options: Options) => (await load()).reportSavedRun(run, options, io));
  bench.command('list').description('The runs that were made here, newest first').addOption(new Option('--limit <n>', 'At most so many').default('20', '20')).option('--json', 'One JSON object a line')
    .action(async (options: Options) => (await loadList()).listBenchRuns(options, io));
  bench.command('rm').description('Remove runs from the list').argument('<id...>', 'Their numbers')
    .action(async (ids: readonly string[]) => (await loadList()).removeBenchRuns(ids, io));
  addGate(bench.command('compare').description('What changed from one run to another: files of --save, or numbers of `bench list`').argument('<before>').argument('<after>'))
    .option('--json', 'One JSON object')
    .option('--html <file>', 'Write a page with both runs in its charts')
    .option('--md <file>', 'Write both runs as Markdown')
    .addHelpText('after', "\nExample:\n  uada bench compare monday.json today.json --fail-if 'ttft.p50>+10%'")
    .action(async (before: string, after: string, options: Options) => (await load()).compareSavedRuns(before, after, options, io));
  addFiles(bench.command('merge').description('One report of runs that several machines made at the same time').argument('<files...>'))
    .option('--save <file>', 'Write the run they make together')
    .addHelpText('after', '\nExample:\n  uada bench merge node-*.json --save all.json')
    .action(async (files: readonly string[], options: Options) => (await load()).mergeSavedRuns(files, options, io));
};
