import type { Answer } from '../core/answer.js';
import type { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Pause } from '../core/pause.js';

/** An answer with what the program adds to it, for every form of output. */
export type AnswerReport = {
  readonly answer: Answer;
  readonly costUsd: number | null;
  /** Null when no cache was asked. */
  readonly cacheKey: string | null;
  /** Requests that were sent for it. */
  readonly attempts: number;
};

/** One way to show an answer. `end` or `fail` is called once, last. */
export type Presenter = {
  push(event: StreamEvent): Promise<void>;
  end(report: AnswerReport): Promise<void>;
  /** Says that a request is being connected, where a view shows what is waited for. */
  connect?(what: string): void;
  /** Says what is waited for, until the first token; with a pause, what comes behind it: "retry", in so many seconds. */
  wait?(what: string, pause?: Pause): void;
  /** A line for stderr, where a plain write would disturb what is drawn. */
  warn?(line: string): void;
  /** One who runs in a race, by provider/model, is out of it. */
  lose?(name: string, reason: string): void;
  /** Who answers, by provider/model, where several were asked. */
  win?(name: string): void;
  /** What came is in the report and was pushed before. */
  fail(report: AnswerReport, error: UadaError): Promise<void>;
};
