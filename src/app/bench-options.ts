import type { GoodCondition, SloCondition } from '../bench/condition.js';
import { readGoodput, readSlo } from '../bench/condition.js';
import type { Arrival, BenchPlan, LoadModel } from '../bench/plan.js';
import { readDurationMs } from '../config/duration.js';
import { UadaError } from '../core/errors.js';
import type { Distribution } from '../simulator/distribution.js';
import type { ErrorLimit } from './bench.js';
import { readLengths } from './bench-lengths.js';

/** The flags of `bench` as they were typed. */
export type BenchWords = Readonly<Partial<Record<
  'requests' | 'concurrency' | 'duration' | 'rate' | 'arrival' | 'maxInflight' | 'warmup' | 'seed' | 'inputTokens' | 'outputTokens' | 'goodput' | 'maxErrors', string
>>> & { readonly slo?: readonly string[] | undefined };

export type BenchOptions = {
  readonly plan: BenchPlan;
  readonly inputTokens: Distribution;
  readonly outputTokens: Distribution;
  readonly slos: readonly SloCondition[];
  readonly goodput: readonly GoodCondition[] | undefined;
  readonly errorLimit: ErrorLimit | undefined;
};

const wrong = (flag: string, text: string, mustBe: string): UadaError => new UadaError('usage', `${flag} must be ${mustBe}; it is "${text}".`);

const toWhole = (flag: string, text: string, least: number): number => {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text.trim()) && value >= least) return value;
  throw wrong(flag, text, `a whole number of at least ${least}`);
};

const rateUnits: Readonly<Record<string, number>> = { s: 1, sec: 1, m: 60, min: 60 };

const toRate = (text: string): number => {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|sec|m|min))?$/.exec(text.trim()) ?? [];
  const perSecond = Number(amount) / (rateUnits[unit] ?? 1);
  if (amount !== '' && perSecond > 0) return perSecond;
  throw wrong('--rate', text, 'a rate such as 10/s or 600/m');
};

const toArrival = (text: string): Arrival => {
  if (text === 'poisson' || text === 'constant') return { kind: text };
  const [, shape] = /^gamma:(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (Number(shape) > 0) return { kind: 'gamma', shape: Number(shape) };
  throw wrong('--arrival', text, 'poisson, constant or gamma:K with K above 0, such as gamma:0.5');
};

const toLoad = (words: BenchWords): LoadModel => {
  if (words.rate !== undefined) {
    if (words.concurrency !== undefined) {
      throw new UadaError('usage', '--rate and --concurrency exclude each other.', { hint: 'With a rate, --max-inflight bounds the requests in flight.' });
    }
    return {
      kind: 'open', ratePerSecond: toRate(words.rate), arrival: toArrival(words.arrival ?? 'poisson'),
      maxInflight: toWhole('--max-inflight', words.maxInflight ?? '1024', 1),
    };
  }
  const needless = words.arrival === undefined ? words.maxInflight === undefined ? undefined : '--max-inflight' : '--arrival';
  if (needless !== undefined) throw new UadaError('usage', `${needless} needs --rate.`, { hint: 'Without a rate, --concurrency requests are kept in flight.' });
  return { kind: 'closed', concurrency: toWhole('--concurrency', words.concurrency ?? '4', 1) };
};

const toDuration = (text: string): number => {
  const reading = readDurationMs(text);
  if ('problem' in reading) throw wrong('--duration', text, reading.problem.replace(/^must be /, ''));
  if (reading.value > 0) return reading.value;
  throw wrong('--duration', text, 'longer than 0');
};

const toErrorLimit = (text: string): ErrorLimit => {
  const [, amount = '', percent] = /^(\d+(?:\.\d+)?)(%)?$/.exec(text.trim()) ?? [];
  if (percent !== undefined && Number(amount) <= 100) return { kind: 'share', limit: Number(amount) / 100 };
  if (percent === undefined && /^\d+$/.test(amount)) return { kind: 'count', limit: Number(amount) };
  throw wrong('--max-errors', text, 'a number such as 10 or a share such as 5%');
};

const defaultRequests = '50';

/** Reads the flags of `bench`. Throws a `usage` error that names the wrong one. */
export const readBenchOptions = (words: BenchWords): BenchOptions => {
  const durationMs = words.duration === undefined ? undefined : toDuration(words.duration);
  const requests = words.requests ?? (durationMs === undefined ? defaultRequests : undefined);
  return {
    plan: {
      load: toLoad(words), durationMs,
      requestCount: requests === undefined ? undefined : toWhole('--requests', requests, 1),
      warmupCount: toWhole('--warmup', words.warmup ?? '2', 0),
      seed: toWhole('--seed', words.seed ?? '42', 0),
    },
    inputTokens: readLengths('--input-tokens', words.inputTokens ?? '256'),
    outputTokens: readLengths('--output-tokens', words.outputTokens ?? '128'),
    slos: (words.slo ?? []).map(readSlo),
    goodput: words.goodput === undefined ? undefined : readGoodput(words.goodput),
    errorLimit: words.maxErrors === undefined ? undefined : toErrorLimit(words.maxErrors),
  };
};
