import { UadaError } from '../core/errors.js';
import type { Series, Side } from './comparison.js';
import { compareSeries, seriesOf } from './comparison.js';
import type { MetricName } from './metrics.js';
import { metricNames } from './metrics.js';
import type { PercentileName } from './percentile.js';
import { percentileNames } from './percentile.js';
import type { Share } from './share-difference.js';
import { shareDifference } from './share-difference.js';

/** A change for the worse that is not accepted. Times in milliseconds; a share of the value before, or of all requests. */
export type Gate = { readonly text: string; readonly limit: number } & (
  | { readonly subject: 'metric'; readonly metric: MetricName; readonly percentile: PercentileName; readonly isShare: boolean }
  | { readonly subject: 'errors' }
  | { readonly subject: 'speed' });

/** What became of a gate. `change` is null when there were too few samples to tell. */
export type GateResult = {
  readonly target: string;
  readonly gate: Gate;
  readonly change: { readonly before: number; readonly after: number; readonly difference: number; readonly ci95: readonly [number, number] } | null;
  /** The change is beyond the limit, and not by chance. */
  readonly isFailed: boolean;
};

const example = "'ttft.p50>+10%', 'e2e.p95>+200ms', 'errors>+1%' or 'speed<-10%'";

const refuse = (text: string, why: string): UadaError => new UadaError('usage', `--fail-if "${text}" ${why}.`, { hint: `Write it like ${example}.` });

const shape = /^([a-z0-9_]+)(?:\.([a-z0-9]+))?\s*([<>])\s*([+-])\s*(\d+(?:\.\d+)?)\s*(%|ms|s)$/;

const isMetric = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name);
const isPercentile = (name: string): name is PercentileName => (percentileNames as readonly string[]).includes(name);

type Parts = { readonly name: string; readonly percentile: string; readonly limit: number; readonly unit: string };

const split = (text: string): Parts => {
  const [, name = '', percentile = '', sign = '', direction = '', amount = '', unit = ''] = shape.exec(text.trim()) ?? [];
  if (name === '') throw refuse(text, 'cannot be read');
  if (`${sign}${direction}` !== (name === 'speed' ? '<-' : '>+')) throw refuse(text, 'names a change for the better');
  return { name, percentile, limit: Number(amount), unit };
};

const factors: Readonly<Record<string, number>> = { '%': 0.01, ms: 1, s: 1000 };

/** Reads one `--fail-if`. Throws a `usage` error. */
export const readGate = (text: string): Gate => {
  const { name, percentile, limit, unit } = split(text);
  if (name === 'errors' || name === 'speed') {
    if (percentile !== '' || unit !== '%') throw refuse(text, 'is no percentage');
    return { text, subject: name, limit: limit / 100 };
  }
  if (!isMetric(name)) throw refuse(text, `names no metric of ${metricNames.join(', ')}, errors and speed`);
  if (!isPercentile(percentile)) throw refuse(text, `names no percentile of ${percentileNames.join(', ')}`);
  return { text, subject: 'metric', metric: name, percentile, isShare: unit === '%', limit: limit * (factors[unit] ?? 1) };
};

const failuresOf = ({ rows, target }: Side): Share => {
  const counted = rows.filter((row) => row.target === target && !row.isWarmup && row.errorClass !== 'cancelled');
  return { count: counted.filter(({ errorClass }) => errorClass !== null).length, total: counted.length };
};

const speedOf = ({ rows, target }: Side): Series => seriesOf(rows, target, 'tpot').map((ms) => 1000 / ms);

type Measured = Omit<GateResult, 'target' | 'gate'>;
const unknown: Measured = { change: null, isFailed: false };

const checkErrors = (limit: number, before: Side, after: Side): Measured => {
  const [one, other] = [failuresOf(before), failuresOf(after)];
  if (one.total === 0 || other.total === 0) return unknown;
  const { difference, ci95 } = shareDifference(one, other);
  return { change: { before: one.count / one.total, after: other.count / other.total, difference, ci95 }, isFailed: ci95[0] > 0 && difference > limit };
};

const checkSpeed = (limit: number, before: Side, after: Side): Measured => {
  const change = compareSeries(speedOf(before), speedOf(after), 'p50');
  // `faster` is the word for a smaller figure, and a smaller speed is worse.
  return change === null ? unknown : { change, isFailed: change.verdict === 'faster' && -change.difference / change.before > limit };
};

const check = (gate: Gate, before: Side, after: Side): Measured => {
  if (gate.subject === 'errors') return checkErrors(gate.limit, before, after);
  if (gate.subject === 'speed') return checkSpeed(gate.limit, before, after);
  const change = compareSeries(seriesOf(before.rows, before.target, gate.metric), seriesOf(after.rows, after.target, gate.metric), gate.percentile);
  if (change === null) return unknown;
  return { change, isFailed: change.verdict === 'slower' && change.difference / (gate.isShare ? change.before : 1) > gate.limit };
};

/** Holds a target against its baseline: a gate fails when the change is beyond its limit and more than chance. */
export const checkGate = (gate: Gate, before: Side, after: Side): GateResult => ({ target: after.target, gate, ...check(gate, before, after) });
