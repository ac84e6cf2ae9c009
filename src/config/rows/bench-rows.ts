import { listType } from '../list-type.js';
import { optionalSetting } from '../setting.js';
import type { Setting } from '../setting.js';
import { booleanType, integerType, stringType } from '../setting-types.js';

const textType = stringType();
const listOfTexts = listType({ isSplit: true });

const text = (key: string, description: string): Setting<string> => optionalSetting(textType, { key: `bench.${key}`, description: `Load test: ${description}` });

const whole = (key: string, minimum: number, description: string, maximum?: number): Setting<number> =>
  optionalSetting(integerType(maximum === undefined ? { minimum } : { minimum, maximum }), { key: `bench.${key}`, description: `Load test: ${description}` });

const list = (key: string, description: string): Setting<readonly string[]> =>
  optionalSetting(listOfTexts, { key: `bench.${key}`, description: `Load test: ${description}` });

/** What `bench` does where its flags do not say; its command checks the words. The name is that of the flag behind `bench`. */
export const benchRows = {
  benchRequests: whole('requests', 1, 'requests to each model'),
  benchDuration: text('duration', 'no request begins after this'),
  benchUntil: text('until', 'end when it is measured so exactly, such as ci=5%'),
  benchConcurrency: whole('concurrency', 1, 'requests to each model kept in flight'),
  benchRate: text('rate', 'requests to each model that arrive in a time, such as 10/s'),
  benchArrival: text('arrival', 'gaps between arrivals, poisson, constant or gamma:K'),
  benchMaxInflight: whole('max_inflight', 1, 'requests of an open loop in flight at once'),
  benchRamp: text('ramp', 'how long the load grows before the measurement'),
  benchSweep: text('sweep', 'loads to run one after the other, such as 1..64'),
  benchFindMax: text('find_max', 'bounds that the greatest load is to keep'),
  benchReplay: text('replay', 'file of a trace to play'),
  benchSpeed: text('speed', 'how many times as fast a trace is played, such as 2x'),
  benchWarmup: whole('warmup', 0, 'requests before the measurement'),
  benchWorkers: text('workers', 'threads that make the load, auto or a number'),
  benchSeed: whole('seed', 0, 'seed of the schedule and of the prompt words'),
  benchPrompts: text('prompts', 'file of prompts, one a line'),
  benchCached: optionalSetting(booleanType, { key: 'bench.cached', description: 'Load test: measure the response cache in place of the models' }),
  benchInputTokens: text('input_tokens', 'length of the made-up prompts, or how lengths are spread'),
  benchOutputTokens: text('output_tokens', 'most tokens of an answer, or how they are spread'),
  benchSlo: list('slo', 'bounds of the whole run, such as ttft.p95<=500ms'),
  benchGoodput: text('goodput', 'bounds of a good request, separated by commas'),
  benchBaseline: text('baseline', 'run to compare with, a file, a number of the list, or last'),
  benchFailIf: list('fail_if', 'changes since the baseline that fail, such as ttft.p50>+10%'),
  benchMaxErrors: text('max_errors', 'failures after which it stops, such as 10 or 5%'),
  benchJsonl: text('jsonl', 'file for every request as a line of JSON'),
  benchCsv: text('csv', 'file for every request as a line of CSV'),
  benchHtml: text('html', 'file for a page with tables and charts'),
  benchMd: text('md', 'file for the report as Markdown'),
  benchHdr: text('hdr', 'file for an HdrHistogram log'),
  benchSave: text('save', 'file for the whole run'),
  benchMetricsPort: whole('metrics_port', 0, 'port for the metrics of Prometheus while it runs', 65_535),
};
