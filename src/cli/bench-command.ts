import type { Command } from 'commander';
import { Option } from 'commander';
import type { Io } from '../app/io.js';
import { collectFlags } from '../config/flags.js';
import { addBenchTools } from './bench-tools.js';
import type { CommandRow } from './command-row.js';
import { mockOption, mockText } from './mock-option.js';
import { addSettingOptions, isGivenIn } from './setting-options.js';

const notes = `
Without --rate, --concurrency requests are kept in flight: a slow server is then asked less. With --rate, requests
arrive on a schedule that the server cannot slow down, and the latency counts from the moment each was due.

Exit codes: 9 some requests failed, 10 an SLO was missed, 11 worse than the baseline, 12 the measurement is not valid.

Examples:
  uada bench -m openai/gpt-5-mini -n 100 -c 8
  uada bench -m groq/llama-3.3-70b-versatile -r 10/s -d 60s --slo 'ttft_sched.p95<=500ms'
  uada bench -m openai/gpt-5-mini --find-max 'ttft.p95<800ms,errors<1%' -n 100 --max-cost 0.50
  uada bench --mock=ttft=200,itl=20 -r 20/s -n 200 --json`;

const collect = (text: string, all: readonly string[] | undefined): readonly string[] => [...(all ?? []), text];

type Row = { readonly flags: string; readonly description: string; readonly isRepeatable?: boolean };

const loadRows: readonly Row[] = [
  { flags: '-n, --requests <n>', description: 'Requests to each model (default: 50, or no limit with --duration)' },
  { flags: '-d, --duration <time>', description: 'No request begins after this' },
  { flags: '--until <bound>', description: 'End when this is measured so exactly: ci=5% when the 95 % interval of the median TTFT is within 5 %, or such as e2e.p95:10% (at most 10000 requests without -n or -d)' },
  { flags: '-c, --concurrency <n>', description: 'Closed loop: requests to each model kept in flight (default: 4)' },
  { flags: '-r, --rate <rate>', description: 'Open loop: requests to each model that arrive in a time, such as 10/s or 600/m' },
  { flags: '--arrival <word>', description: 'Gaps of the open loop: poisson, constant or gamma:K (default: poisson)' },
  { flags: '--max-inflight <n>', description: 'Open loop: requests in flight at once; more wait, and their waiting counts (default: 1024)' },
  { flags: '--ramp <time>', description: 'Let concurrency or rate grow evenly for so long before the measurement' },
  { flags: '--sweep <range>', description: 'One run a load: 1..64 doubles the concurrency, 5/s..80/s the rate; or a list such as 1,4,16. Each slot is given 5 requests at least' },
  { flags: '--find-max <bounds>', description: "Search the greatest concurrency (from -c) or rate (from -r) that keeps bounds such as 'ttft.p95<800ms,errors<1%'; each load has 5 requests a slot, or 5 seconds, at least" },
  { flags: '--replay <file>', description: 'Requests of a trace: lines of {"timestamp": MS, "input_length": N, "output_length": N}' },
  { flags: '--speed <factor>', description: 'Play the trace so many times as fast, such as 2x' },
  { flags: '--warmup <n>', description: 'Requests before the measurement (default: 2)' },
  { flags: '--workers <n>', description: 'Threads that make the load: auto or a number; each request is made by one of them (default: auto)' },
  { flags: '--seed <n>', description: 'Same seed, same schedule and same prompt words (default: 42)' },
];

const promptRows: readonly Row[] = [
  { flags: '--prompts <file>', description: 'Prompts, one a line, asked in turn as they stand; the warm-up asks others' },
  { flags: '--cached', description: 'Measure the response cache in place of the models: the warm-up fills it, and answers come out of it' },
  { flags: '--input-tokens <n>', description: 'Length of the made-up prompts, which no cache has seen: 512, normal(512,64) or 256:50,1024:50 (default: 256)' },
  { flags: '--output-tokens <n>', description: 'Most tokens of an answer, likewise (default: 128)' },
];

const judgeRows: readonly Row[] = [
  { flags: '--slo <bound>', description: "Fail with exit code 10 unless it is kept, such as 'ttft.p95<=500ms' or 'errors<1%' (repeatable)", isRepeatable: true },
  { flags: '--goodput <bounds>', description: "Also tell how many requests keep all of these, such as 'ttft<500ms,tpot<50ms'" },
  { flags: '--baseline <file>', description: 'Compare with this run: a file of --save, a number of bench list, or last' },
  { flags: '--fail-if <change>', description: "With --baseline: fail with exit code 11 when this is so and not by chance, such as 'ttft.p50>+10%' (repeatable)", isRepeatable: true },
  { flags: '--max-errors <n|share>', description: 'Stop after more failures than this, such as 10 or 5%; fewer are no failure of the run' },
];

const resultRows: readonly Row[] = [
  { flags: '--jsonl <file>', description: 'Write every request as a line of JSON; - as the file writes it, or one of the following, to stdout in place of the report' },
  { flags: '--csv <file>', description: 'Write every request as a line of CSV' },
  { flags: '--html <file>', description: 'Write a page with tables and charts, complete in itself' },
  { flags: '--md <file>', description: 'Write the report as Markdown, for the summary of a CI job' },
  { flags: '--hdr <file>', description: 'Write all metrics as an HdrHistogram log' },
  { flags: '--save <file>', description: 'Write the whole run for bench report, compare, merge and --baseline' },
  { flags: '--no-history', description: 'Keep the run out of bench list' },
  { flags: '--metrics-port <n>', description: 'Serve metrics for Prometheus on this port of 127.0.0.1 while it runs; 0 takes a free one' },
];

/** They mean more here than the settings of the same name. */
const ownFlags: readonly string[] = ['model', 'seed', 'concurrency'];

const addRows = (command: Command, heading: string, rows: readonly Row[]): void => {
  for (const { flags, description, isRepeatable } of rows) {
    const option = new Option(flags, description).helpGroup(heading);
    command.addOption(isRepeatable === true ? option.argParser(collect) : option);
  }
};

const configure = (command: Command, io: Io): void => {
  command.addHelpText('after', notes);
  command.enablePositionalOptions();
  addBenchTools(command, io);
  addSettingOptions(command, 'Provider:', ['provider', 'baseUrl']);
  command.addOption(new Option('-m, --model <names>', 'Models as provider/model; several, separated by commas, are asked on the same arrivals').helpGroup('Provider:').argParser(collect));
  command.addOption(mockOption());
  addRows(command, 'Load:', loadRows);
  addRows(command, 'Prompts:', promptRows);
  addRows(command, 'Judgement:', judgeRows);
  addRows(command, 'Results:', resultRows);
  addSettingOptions(command, 'Judgement:', ['maxCostUsd']);
  addSettingOptions(command, 'Results:', ['json', 'quiet', 'dryRun']);
  addSettingOptions(command, 'Connection:', ['timeoutMs', 'connectTimeoutMs', 'firstTokenTimeoutMs', 'idleTimeoutMs', 'http2', 'caCert', 'allowHttp', 'debug']);
  command.action(async (options: Readonly<Record<string, unknown>>) => {
    const { runBench } = await import('./run-bench.js');
    const isGiven = isGivenIn(command);
    const flags = collectFlags(options, (option) => !ownFlags.includes(option) && isGiven(option));
    await runBench({ options, flags, mock: mockText(options['mock']) }, io);
  });
};

/** `bench`, the load test. */
export const benchCommand: CommandRow = {
  name: 'bench', description: 'Measure the latency of models under load', configure,
};
