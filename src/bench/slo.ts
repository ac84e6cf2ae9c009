import type { SloCondition } from './condition.js';
import { isKept } from './condition.js';
import type { Statistics } from './statistics.js';
import type { TargetSummary } from './summary.js';

/** What became of one bound at one target; `value` is null when there were too few samples to tell. */
export type SloResult = { readonly target: string; readonly condition: SloCondition; readonly value: number | null; readonly isKept: boolean };

const figure = (statistics: Statistics, aggregate: Extract<SloCondition, { subject: 'metric' }>['aggregate']): number | null =>
  aggregate === 'mean' || aggregate === 'min' || aggregate === 'max' ? statistics[aggregate] : statistics.percentiles[aggregate];

const valueOf = (condition: SloCondition, summary: TargetSummary): number | null => {
  switch (condition.subject) {
    case 'metric': return figure(summary.metrics[condition.metric], condition.aggregate);
    case 'errors': return summary.ok + summary.failed === 0 ? null : summary.failed / (summary.ok + summary.failed);
    case 'rps': return summary.rps;
    case 'speed': return summary.speedTokensPerSecond;
  }
};

/** Holds a run against its bounds. What cannot be told is not kept. */
export const checkSlo = (conditions: readonly SloCondition[], summary: TargetSummary): readonly SloResult[] =>
  conditions.map((condition) => {
    const value = valueOf(condition, summary);
    return { target: summary.target, condition, value, isKept: value !== null && isKept(condition, value) };
  });
