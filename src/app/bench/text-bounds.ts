import type { Gate, GateResult } from '../../bench/gate.js';
import type { SloCondition } from '../../bench/condition.js';
import type { SloResult } from '../../bench/slo.js';
import type { TargetSummary } from '../../bench/summary.js';
import type { Until } from '../../bench/until.js';
import { untilReach } from '../../bench/until.js';
import { formatMs, formatRate, formatShare, formatSpeed } from './format.js';

const formatFigure = (subject: SloCondition['subject'] | Gate['subject'], value: number): string => {
  switch (subject) {
    case 'metric': return formatMs(value);
    case 'errors': return formatShare(value);
    case 'rps': return formatRate(value);
    case 'speed': return `${formatSpeed(value)} tok/s`;
  }
};

/** What became of a bound of `--slo`, as a line. */
export const toSloLine = ({ condition: { text, subject }, value, isKept }: SloResult): string =>
  `slo     ${text}: ${isKept ? 'kept' : 'missed'} (${value === null ? 'too few samples' : formatFigure(subject, value)})`;

/** What became of a bound of `--fail-if`, as a line. */
export const toGateLine = ({ gate, change, isFailed }: GateResult): string => {
  const text = `gate    ${gate.text}: `;
  if (change === null) return `${text}cannot be told from so few samples`;
  return `${text}${isFailed ? 'failed' : 'passed'} (${formatFigure(gate.subject, change.before)} to ${formatFigure(gate.subject, change.after)})`;
};

/** How exactly the figure of `--until` was measured, as a line. */
export const toUntilLine = ({ metrics }: TargetSummary, until: Until): string => {
  const reach = untilReach(until, metrics);
  const isReached = reach !== null && reach <= until.share;
  return `until   ${until.metric}.${until.percentile} within ${formatShare(until.share)}: ${isReached ? 'reached' : 'not reached'} (${reach === null ? 'too few samples' : formatShare(reach)})`;
};
