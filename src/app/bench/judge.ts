import type { SloCondition } from '../../bench/condition.js';
import type { SloResult } from '../../bench/slo.js';
import { checkSlo } from '../../bench/slo.js';
import { verdictAdvice } from '../../bench/verdict.js';
import type { GateResult } from '../../bench/gate.js';
import { UadaError } from '../../core/errors.js';
import type { BenchOutcome } from './bench.js';
import type { Findings } from './report.js';

/** Every bound at every target. */
export const checkSlos = (conditions: readonly SloCondition[], { targets }: BenchOutcome): readonly SloResult[] =>
  targets.flatMap(({ summary }) => checkSlo(conditions, summary));

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const regressionOf = (gates: readonly GateResult[]): UadaError | undefined => {
  const worse = gates.filter(({ isFailed }) => isFailed);
  if (worse.length > 0) return new UadaError('regression', `Worse than the baseline: ${worse.map(({ target, gate }) => `${gate.text} by ${target}`).join(', ')}.`);
  const untold = gates.find(({ change }) => change === null);
  if (untold === undefined) return undefined;
  return new UadaError('invalid_measurement', `There are too few samples to hold ${untold.target} against its baseline (${untold.gate.text}).`, { hint: 'Measure more requests with -n, in both runs.' });
};

const doubtOf = (targets: BenchOutcome['targets']): UadaError | undefined => {
  for (const { summary: { target }, judgement: { verdict, reason } } of targets) {
    if (verdict !== 'valid') return new UadaError('invalid_measurement', `The measurement of ${target} is ${verdict}: ${reason}.`, { hint: verdictAdvice[verdict] });
  }
  return undefined;
};

/** What a run failed with, the gravest first; undefined when all is well. A run that the person ended is not judged. */
export const failureOf = ({ outcome, slos, gates }: Findings, hasErrorLimit: boolean): UadaError | undefined => {
  const { targets, stoppedBy, rows } = outcome;
  if (stoppedBy !== undefined) return stoppedBy;
  if (outcome.findMax?.best === null) return new UadaError('slo', `No load was found that keeps ${outcome.findMax.bounds}.`, { hint: 'Begin lower with -c or -r, measure more requests with -n, or loosen the bounds.' });
  const failed = targets.reduce((sum, { summary }) => sum + summary.failed, 0);
  if (failed > 0 && targets.every(({ summary }) => summary.ok === 0)) return rows.find(({ error }) => error !== null)?.error ?? new UadaError('provider', 'No request brought an answer.');
  const doubt = doubtOf(targets);
  if (doubt !== undefined) return doubt;
  const missed = slos.filter(({ isKept }) => !isKept);
  if (missed.length > 0) return new UadaError('slo', `${plural(missed.length, 'SLO')} missed: ${missed.map(({ target, condition }) => `${condition.text} by ${target}`).join(', ')}.`);
  const regression = regressionOf(gates);
  if (regression !== undefined) return regression;
  return failed > 0 && !hasErrorLimit ? new UadaError('partial', `${plural(failed, 'request')} failed.`, { hint: 'Allow some with --max-errors 5%.' }) : undefined;
};
