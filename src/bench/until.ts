import { UadaError } from '../core/errors.js';
import type { MetricName } from './metrics.js';
import { metricNames, metricsOf } from './metrics.js';
import type { PercentileName } from './percentile.js';
import { percentileNames, percentileOf, percentiles, toSorted } from './percentile.js';
import { quantileInterval } from './quantile-interval.js';
import type { BenchRow } from './row.js';
import type { Statistics } from './statistics.js';

/** When a measurement is exact enough: both ends of the 95 % interval of a percentile lie within this share of its value. */
export type Until = { readonly text: string; readonly metric: MetricName; readonly percentile: PercentileName; readonly share: number };

const shape = /^(?:ci|(?:([a-z0-9_]+)\.)?(p\d+))\s*[:=]\s*(\d+(?:\.\d+)?)\s*%$/;

const refuse = (text: string, why: string): UadaError =>
  new UadaError('usage', `--until "${text}" ${why}.`, { hint: 'Write it like ci=5%, which is ttft.p50:5%, or like p99:10% or e2e.p95:5%.' });

/** Reads `--until`: `ci=5%`, `p99:5%` (of the time to first token) or `e2e.p95:5%`. Throws a `usage` error. */
export const readUntil = (text: string): Until => {
  const [whole, metric = 'ttft', percentile = 'p50', amount] = shape.exec(text.trim()) ?? [];
  if (whole === undefined) throw refuse(text, 'cannot be read');
  if (!(metricNames as readonly string[]).includes(metric)) throw refuse(text, `names no metric (${metricNames.join(', ')})`);
  if (!(percentileNames as readonly string[]).includes(percentile)) throw refuse(text, `names no percentile (${percentileNames.join(', ')})`);
  const share = Number(amount) / 100;
  if (share <= 0 || share >= 1) throw refuse(text, 'must be more than 0 and less than 100 %');
  return { text: text.trim(), metric: metric as MetricName, percentile: percentile as PercentileName, share };
};

/** How far the ends of the interval of a percentile lie from it, as a share of it; null with too few samples. */
const reachOf = (value: number | null, interval: readonly [number, number] | null): number | null =>
  (value === null || interval === null || value <= 0 ? null : Math.max(value - interval[0], interval[1] - value) / value);

/** The same of what was measured. */
export const untilReach = ({ metric, percentile }: Until, metrics: Readonly<Record<MetricName, Statistics>>): number | null =>
  reachOf(metrics[metric].percentiles[percentile], metrics[metric].ci95[percentile]);

/** A look costs a sort, and each is a chance to stop at a lucky moment: so there are few, and none before these many. */
const fewest = 40;
const growth = 1.15;

type Sample = { readonly values: number[]; nextLook: number; isExact: boolean };

export type UntilWatch = {
  take(row: BenchRow): void;
  /** Every target was exact enough once. */
  isReached(): boolean;
};

/** Watches the targets of a load until all of them are exact enough. */
export const watchUntil = ({ metric, percentile, share }: Until, targets: readonly string[]): UntilWatch => {
  const samples = new Map(targets.map((name): [string, Sample] => [name, { values: [], nextLook: fewest, isExact: false }]));
  const look = (sample: Sample): void => {
    sample.nextLook = Math.ceil(sample.values.length * growth);
    const sorted = toSorted(sample.values);
    const at = percentiles[percentile];
    const value = percentileOf(sorted, at);
    const reach = reachOf(value, value === null ? null : quantileInterval(sorted, at));
    sample.isExact = reach !== null && reach <= share;
  };
  return {
    take: (row) => {
      const sample = samples.get(row.target);
      const value = row.isWarmup || row.errorClass !== null ? null : metricsOf(row)[metric];
      if (sample === undefined || sample.isExact || value === null) return;
      sample.values.push(value);
      if (sample.values.length >= sample.nextLook) look(sample);
    },
    isReached: () => [...samples.values()].every(({ isExact }) => isExact),
  };
};
