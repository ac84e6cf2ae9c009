import { UadaError } from '../core/errors.js';
import type { MetricName } from './metrics.js';
import { metricNames } from './metrics.js';
import type { PercentileName } from './percentile.js';
import { percentileNames } from './percentile.js';

const aggregates = [...percentileNames, 'mean', 'min', 'max'] as const;

export type Aggregate = PercentileName | 'mean' | 'min' | 'max';

/** One bound, as a person wrote it. Times are in milliseconds, shares between 0 and 1. */
export type Condition = { readonly text: string; readonly sign: '<' | '<=' | '>' | '>='; readonly limit: number };

/** A bound of a whole run: a percentile of a metric, the share of errors, or the rate of good answers. */
export type SloCondition = Condition & (
  | { readonly subject: 'metric'; readonly metric: MetricName; readonly aggregate: Aggregate }
  | { readonly subject: 'errors' | 'rps' | 'speed' });

/** A bound every request must keep to count as good. */
export type GoodCondition = Condition & { readonly metric: MetricName };

const shape = /^([a-z0-9_]+)(?:\.([a-z0-9]+))?\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\s*(ms|s|%)?$/;

type Parts = { readonly name: string; readonly aggregate: string | undefined; readonly sign: Condition['sign']; readonly amount: number; readonly unit: string | undefined };

const refuse = (option: string, text: string, why: string, hint: string): UadaError =>
  new UadaError('usage', `${option} "${text}" ${why}.`, { hint });

const split = (option: string, text: string, example: string): Parts => {
  const [, name, aggregate, sign, amount, unit] = shape.exec(text.trim()) ?? [];
  if (name === undefined || sign === undefined) throw refuse(option, text, 'cannot be read', `Write it like ${example}.`);
  return { name, aggregate, sign: sign as Condition['sign'], amount: Number(amount), unit };
};

const isMetric = (name: string): name is MetricName => (metricNames as readonly string[]).includes(name);
const isAggregate = (name: string): name is Aggregate => (aggregates as readonly string[]).includes(name);

const toMs = (option: string, text: string, { amount, unit }: Parts): number => {
  if (unit === '%') throw refuse(option, text, 'bounds a time by a percentage', 'Write milliseconds, such as 500ms, or seconds, such as 2s.');
  return unit === 's' ? amount * 1000 : amount;
};

const sloExample = "'ttft.p95<=500ms', 'errors<1%' or 'rps>=10'";

/** Reads one `--slo` or a part of `--find-max`: `ttft.p95<=500ms`, `errors<1%`, `rps>=10` or `speed>=50`. Throws a `usage` error. */
export const readSlo = (text: string, option = '--slo'): SloCondition => {
  const parts = split(option, text, sloExample);
  const { name, aggregate, sign, amount, unit } = parts;
  if (isMetric(name)) {
    if (aggregate === undefined || !isAggregate(aggregate)) throw refuse(option, text, 'names no figure of the metric', `Add one of ${aggregates.join(', ')}: ${name}.p95${sign}${amount}${unit ?? ''}.`);
    return { text, sign, limit: toMs(option, text, parts), subject: 'metric', metric: name, aggregate };
  }
  if (aggregate !== undefined || (name !== 'errors' && name !== 'rps' && name !== 'speed')) {
    throw refuse(option, text, 'names no metric', `The metrics are ${metricNames.join(', ')}, errors, rps and speed.`);
  }
  if ((name === 'errors') !== (unit === '%') || unit === 'ms' || unit === 's') throw refuse(option, text, 'has the wrong unit', `Write it like ${sloExample}.`);
  return { text, sign, limit: name === 'errors' ? amount / 100 : amount, subject: name };
};

/** Reads `--goodput`: bounds of single requests, separated by commas. Throws a `usage` error. */
export const readGoodput = (text: string): readonly GoodCondition[] =>
  text.split(',').map((item) => {
    const parts = split('--goodput', item, "'ttft<500ms,tpot<50ms'");
    const { name, aggregate, sign } = parts;
    if (!isMetric(name)) throw refuse('--goodput', item, 'names no metric', `The metrics are ${metricNames.join(', ')}.`);
    if (aggregate !== undefined) throw refuse('--goodput', item, 'bounds a figure of the whole run', `Every request is judged by itself: write ${name}${sign}${parts.amount}${parts.unit ?? ''}.`);
    return { text: item.trim(), sign, limit: toMs('--goodput', item, parts), metric: name };
  });

/** True when the value keeps the bound. */
export const isKept = ({ sign, limit }: Condition, value: number): boolean => {
  switch (sign) {
    case '<': return value < limit;
    case '<=': return value <= limit;
    case '>': return value > limit;
    case '>=': return value >= limit;
  }
};
