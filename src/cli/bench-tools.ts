import type { Command } from 'commander';
import type { Io } from '../app/io.js';

type Options = Readonly<Record<string, unknown>>;

const load = async () => import('./run-bench-tools.js');

const collect = (text: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), text];

const addFiles = (command: Command): Command =>
  command.option('--json', 'one JSON object')
    .option('--csv <file>', 'write every request as a line of CSV')
    .option('--jsonl <file>', 'write every request as a line of JSON')
    .option('--html <file>', 'write a page with tables and charts')
    .option('--hdr <file>', 'write all metrics as an HdrHistogram log');

const addGate = (command: Command): Command =>
  command.option('--fail-if <change>', "fail with exit code 11 when this is so and not by chance, such as 'ttft.p50>+10%' (repeatable)", collect);

/** `bench report`, `compare` and `merge`, which read what `bench --save` wrote. */
export const addBenchTools = (bench: Command, io: Io): void => {
  addGate(addFiles(bench.command('report').description('The report of a saved run, in any form').argument('<file>')))
    .option('--slo <bound>', 'hold it against this bound in place of its own (repeatable)', collect)
    .option('--baseline <file>', 'compare with this run')
    .addHelpText('after', '\nExample:\n  uada bench report run.json --slo \'ttft.p95<=500ms\' --html run.html')
    .action(async (file: string, options: Options) => (await load()).reportSavedRun(file, options, io));
  addGate(bench.command('compare').description('What changed from one saved run to another').argument('<before>').argument('<after>'))
    .option('--json', 'one JSON object')
    .addHelpText('after', "\nExample:\n  uada bench compare monday.json today.json --fail-if 'ttft.p50>+10%'")
    .action(async (before: string, after: string, options: Options) => (await load()).compareSavedRuns(before, after, options, io));
  addFiles(bench.command('merge').description('One report of runs that several machines made at the same time').argument('<files...>'))
    .option('--save <file>', 'write the run they make together')
    .addHelpText('after', '\nExample:\n  uada bench merge node-*.json --save all.json')
    .action(async (files: readonly string[], options: Options) => (await load()).mergeSavedRuns(files, options, io));
};
