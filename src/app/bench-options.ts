import type { GoodCondition, SloCondition } from '../bench/condition.js';
import { readGoodput, readSlo } from '../bench/condition.js';
import type { BenchPlan } from '../bench/plan.js';
import { UadaError } from '../core/errors.js';
import type { Distribution } from '../simulator/distribution.js';
import type { ErrorLimit } from './bench.js';
import { readLengths } from './bench-lengths.js';
import type { LoadSeries, LoadWords } from './bench-load.js';
import { readLoad, readSeries, toTraceLoad } from './bench-load.js';
import { toDuration, toWhole, wrongFlag } from './bench-numbers.js';
import type { Trace } from './read-trace.js';
import { readTrace } from './read-trace.js';

/** The flags of `bench` as they were typed. */
export type BenchWords = LoadWords & Readonly<Partial<Record<
  'requests' | 'duration' | 'ramp' | 'replay' | 'speed' | 'warmup' | 'seed' | 'inputTokens' | 'outputTokens' | 'goodput' | 'maxErrors', string
>>> & { readonly slo?: readonly string[] | undefined };

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

const readCount = ({ requests }: BenchWords, durationMs: number | undefined, trace: Trace | undefined): number | undefined => {
  if (requests !== undefined) return toWhole('--requests', requests, 1);
  return trace?.timesMs.length ?? (durationMs === undefined ? defaultRequests : undefined);
};

/** Reads the flags of `bench`, and the trace they name. Throws a `usage` error that names the wrong one. */
export const readBenchOptions = async (words: BenchWords): Promise<BenchOptions> => {
  const durationMs = words.duration === undefined ? undefined : toDuration('--duration', words.duration);
  const trace = await readReplay(words);
  const load = trace === undefined ? readLoad(words) : toTraceLoad(trace, words);
  return {
    plan: {
      load, durationMs,
      requestCount: readCount(words, durationMs, trace),
      warmupCount: toWhole('--warmup', words.warmup ?? '2', 0),
      seed: toWhole('--seed', words.seed ?? '42', 0),
      rampMs: words.ramp === undefined ? undefined : toDuration('--ramp', words.ramp),
    },
    series: readSeries(words), trace,
    inputTokens: readLengths('--input-tokens', words.inputTokens ?? '256'),
    outputTokens: readLengths('--output-tokens', words.outputTokens ?? '128'),
    slos: (words.slo ?? []).map((text) => readSlo(text)),
    goodput: words.goodput === undefined ? undefined : readGoodput(words.goodput),
    errorLimit: words.maxErrors === undefined ? undefined : toErrorLimit(words.maxErrors),
  };
};
