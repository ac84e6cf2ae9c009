import type { SloCondition } from '../../bench/condition.js';
import { readSlo } from '../../bench/condition.js';
import type { Arrival, LoadModel } from '../../bench/plan.js';
import { UadaError } from '../../core/errors.js';
import { toRate, toWhole, wrongFlag } from './numbers.js';
import type { Trace } from './read-trace.js';

/** The flags that shape the load. */
export type LoadWords = Readonly<Partial<Record<'concurrency' | 'rate' | 'arrival' | 'maxInflight' | 'sweep' | 'findMax', string>>>;

/** Several loads, one run each: given ones, or such as a search for the greatest that keeps its bounds asks for. */
export type LoadSeries =
  | { readonly kind: 'sweep'; readonly loads: readonly LoadModel[] }
  | { readonly kind: 'find-max'; readonly text: string; readonly bounds: readonly SloCondition[] };

const toArrival = (text: string): Arrival => {
  if (text === 'poisson' || text === 'constant') return { kind: text };
  const [, shape] = /^gamma:(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (Number(shape) > 0) return { kind: 'gamma', shape: Number(shape) };
  throw wrongFlag('--arrival', text, 'poisson, constant or gamma:K with K above 0, such as gamma:0.5');
};

const toOpen = (ratePerSecond: number, { arrival = 'poisson', maxInflight = '1024' }: LoadWords): LoadModel =>
  ({ kind: 'open', ratePerSecond, arrival: toArrival(arrival), maxInflight: toWhole('--max-inflight', maxInflight, 1) });

const exclude = (first: string, second: string, hint?: string): UadaError => new UadaError('usage', `${first} and ${second} exclude each other.`, { hint });

/** The load of a run, or the one that a search begins with. Throws a `usage` error. */
export const readLoad = (words: LoadWords): LoadModel => {
  if (words.rate !== undefined) {
    if (words.concurrency !== undefined) throw exclude('--rate', '--concurrency', 'With a rate, --max-inflight bounds the requests in flight.');
    return toOpen(toRate('--rate', words.rate), words);
  }
  const needless = words.arrival === undefined ? words.maxInflight === undefined ? undefined : '--max-inflight' : '--arrival';
  if (needless !== undefined && words.sweep === undefined) {
    throw new UadaError('usage', `${needless} needs --rate.`, { hint: 'Without a rate, --concurrency requests are kept in flight.' });
  }
  return { kind: 'closed', concurrency: toWhole('--concurrency', words.concurrency ?? '4', 1) };
};

/** The load of a trace: its own arrivals, whatever the server does. */
export const toTraceLoad = ({ timesMs }: Trace, { maxInflight = '1024' }: LoadWords): LoadModel => {
  const spanMs = timesMs.at(-1) ?? 0;
  return {
    kind: 'open', arrival: { kind: 'trace', timesMs }, maxInflight: toWhole('--max-inflight', maxInflight, 1),
    ratePerSecond: spanMs > 0 ? (timesMs.length - 1) * 1000 / spanMs : timesMs.length,
  };
};

const doublings = (from: number, to: number): readonly number[] => {
  const values: number[] = [];
  for (let value = from; value < to; value *= 2) values.push(value);
  return [...values, to];
};

const readSweep = (text: string, words: LoadWords): readonly LoadModel[] => {
  const isRate = text.includes('/');
  const toValue = (item: string): number => (isRate ? toRate('--sweep', item) : toWhole('--sweep', item, 1));
  const [from, to, ...more] = text.split('..');
  const isRange = from !== undefined && to !== undefined && more.length === 0;
  if (isRange && toValue(from) > toValue(to)) throw wrongFlag('--sweep', text, 'from the least to the greatest, such as 1..64');
  const values = isRange ? doublings(toValue(from), toValue(to)) : text.split(',').map(toValue);
  return values.map((value) => (isRate ? toOpen(value, words) : { kind: 'closed', concurrency: value }));
};

const readFindMax = (text: string): readonly SloCondition[] => text.split(',').map((bound) => readSlo(bound, '--find-max'));

/** The series of `--sweep` or `--find-max`; undefined for a single run. Throws a `usage` error. */
export const readSeries = (words: LoadWords): LoadSeries | undefined => {
  const { sweep, findMax } = words;
  if (sweep !== undefined) {
    const other = findMax === undefined ? words.rate === undefined ? words.concurrency === undefined ? undefined : '--concurrency' : '--rate' : '--find-max';
    if (other !== undefined) throw exclude('--sweep', other);
    return { kind: 'sweep', loads: readSweep(sweep, words) };
  }
  return findMax === undefined ? undefined : { kind: 'find-max', text: findMax, bounds: readFindMax(findMax) };
};
