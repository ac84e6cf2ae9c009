import type { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { AnswerReport } from './report.js';
import { tokensPerSecond } from './usage-line.js';

/** What became of one model of a comparison. */
export type ComparedReport = { readonly name: string; readonly report: AnswerReport; readonly error: UadaError | undefined };

/** One way to show a comparison. Models are told apart by their place in the list; `close` is called once, last. */
export type ComparePresenter = {
  wait(index: number, what: string): void;
  push(index: number, event: StreamEvent): Promise<void>;
  /** The answer of one model is whole, or what came of it is all there will be. */
  end(index: number, report: AnswerReport, error: UadaError | undefined): Promise<void>;
  /** A line for stderr, where a plain write would disturb what is drawn. */
  warn?(line: string): void;
  close(): Promise<void>;
  /** Whether failures are shown where the answers are, and so need no line of their own on stderr. */
  readonly showsFailures: boolean;
};

/** Places of the models that did best; undefined where nobody did. */
export type Best = { readonly first: number | undefined; readonly fastest: number | undefined };

const bestOf = (values: readonly (number | null | undefined)[], isBetter: (left: number, right: number) => boolean): number | undefined =>
  values.reduce<number | undefined>((best, value, index) => {
    if (value === null || value === undefined) return best;
    const before = best === undefined ? undefined : values[best];
    return before === undefined || before === null || isBetter(value, before) ? index : best;
  }, undefined);

/**
 * Who gave the first token soonest and who was the fastest after it. Answers out of the cache do not compete, nor
 * does for speed what failed; of those who tie, the first listed one wins.
 */
export const findBest = (reports: readonly (ComparedReport | undefined)[]): Best => {
  const asked = reports.map((one) => (one === undefined || one.report.answer.cachedAgeMs !== null ? undefined : one));
  return {
    first: bestOf(asked.map((one) => one?.report.answer.timing.ttftMs), (left, right) => left < right),
    fastest: bestOf(asked.map((one) => (one === undefined || one.error !== undefined ? null : tokensPerSecond(one.report))), (left, right) => left > right),
  };
};
