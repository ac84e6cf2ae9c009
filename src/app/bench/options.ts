import type { GoodCondition, SloCondition } from '../../bench/condition.js';
import { readGoodput, readSlo } from '../../bench/condition.js';
import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import { readUntil } from '../../bench/until.js';
import { UadaError } from '../../core/errors.js';
import type { Distribution } from '../../simulator/distribution.js';
import { meanLength, readLengths } from './lengths.js';
import type { LoadSeries, LoadWords } from './load.js';
import { readLoad, readSeries, toTraceLoad } from './load.js';
import { toDuration, toWhole, wrongFlag } from './numbers.js';
import { chooseWorkers } from './choose-workers.js';
import type { Trace } from './read-trace.js';
import { readTrace } from './read-trace.js';
import type { ErrorLimit } from './watch-rows.js';

/** The flags of `bench` as they were typed. */
export type BenchWords = LoadWords & Readonly<Partial<Record<
  'requests' | 'duration' | 'ramp' | 'replay' | 'speed' | 'warmup' | 'seed' | 'inputTokens' | 'outputTokens' | 'goodput' | 'maxErrors' | 'workers' | 'until', string
>>> & { readonly slo?: readonly string[] | undefined; readonly cached?: boolean | undefined };

export type BenchOptions = {
  readonly plan: BenchPlan;
  /** Several runs in place of one. */
  readonly series: LoadSeries | undefined;
  readonly trace: Trace | undefined;
  readonly inputTokens: Distribution;
  readonly outputTokens: Distribution;
  readonly slos: readonly SloCondition[];
  readonly goodput: readonly GoodCondition[] | undefined;
  readonly errorLimit: ErrorLimit | undefined;
  /** Threads that make the load. */
  readonly workers: number;
};

const toErrorLimit = (text: string): ErrorLimit => {
  const [, amount = '', percent] = /^(\d+(?:\.\d+)?)(%)?$/.exec(text.trim()) ?? [];
  if (percent !== undefined && Number(amount) <= 100) return { kind: 'share', limit: Number(amount) / 100 };
  if (percent === undefined && /^\d+$/.test(amount)) return { kind: 'count', limit: Number(amount) };
  throw wrongFlag('--max-errors', text, 'a number such as 10 or a share such as 5%');
};

/** A trace brings its own arrivals. */
const besideTrace = ['rate', 'concurrency', 'arrival', 'ramp', 'sweep', 'findMax', 'inputTokens', 'outputTokens'] as const;

const readReplay = async (words: BenchWords): Promise<Trace | undefined> => {
  const { replay, speed } = words;
  if (replay === undefined) {
    if (speed !== undefined) throw new UadaError('usage', '--speed needs --replay.');
    return undefined;
  }
  const other = besideTrace.find((name) => words[name] !== undefined);
  if (other === undefined) return readTrace(replay, speed ?? '1x');
  throw new UadaError('usage', `--replay and --${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} exclude each other.`, { hint: 'The trace says when each request comes and how long it is.' });
};

const defaultRequests = 50;

/** Where `--until` is to end a run and nothing else does. */
const mostUntil = 10_000;

const readCount = ({ requests, until }: BenchWords, durationMs: number | undefined, trace: Trace | undefined): number | undefined => {
  if (requests !== undefined) return toWhole('--requests', requests, 1);
  return trace?.timesMs.length ?? (durationMs !== undefined ? undefined : until === undefined ? defaultRequests : mostUntil);
};

const readIf = <Value>(text: string | undefined, read: (text: string) => Value): Value | undefined => (text === undefined ? undefined : read(text));

/** Every thread has connections of its own, and all of them are to be warm. */
const readWarmup = ({ warmup = '2' }: BenchWords, workers: number): number => {
  const count = toWhole('--warmup', warmup, 0);
  return count === 0 ? 0 : Math.max(count, workers);
};

const readPlan = (words: BenchWords, load: LoadModel, trace: Trace | undefined, workers: number): BenchPlan => {
  const durationMs = readIf(words.duration, (text) => toDuration('--duration', text));
  return {
    load, durationMs,
    requestCount: readCount(words, durationMs, trace),
    warmupCount: readWarmup(words, workers),
    seed: toWhole('--seed', words.seed ?? '42', 0),
    isCached: words.cached === true,
    until: readIf(words.until, readUntil),
    rampMs: readIf(words.ramp, (text) => toDuration('--ramp', text)),
  };
};

/** Reads the flags of `bench`, and the trace they name. Throws a `usage` error that names the wrong one. */
export const readBenchOptions = async (words: BenchWords): Promise<BenchOptions> => {
  const trace = await readReplay(words);
  const load = trace === undefined ? readLoad(words) : toTraceLoad(trace, words);
  const series = readSeries(words);
  if (words.cached === true && words.workers !== undefined && words.workers !== '1') throw new UadaError('usage', '--cached and --workers exclude each other.', { hint: 'The cache is measured in the thread that uses it.' });
  const outputTokens = readLengths('--output-tokens', words.outputTokens ?? '128');
  const workers = chooseWorkers({
    text: words.workers ?? (words.cached === true ? '1' : 'auto'), loads: series?.kind === 'sweep' ? series.loads : [load], isSearch: series?.kind === 'find-max', outputTokens: meanLength(outputTokens),
  });
  return {
    plan: readPlan(words, load, trace, workers), series, trace, workers, outputTokens,
    inputTokens: readLengths('--input-tokens', words.inputTokens ?? '256'),
    slos: (words.slo ?? []).map((text) => readSlo(text)),
    goodput: readIf(words.goodput, readGoodput),
    errorLimit: readIf(words.maxErrors, toErrorLimit),
  };
};
