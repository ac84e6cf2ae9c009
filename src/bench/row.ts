import type { UadaError } from '../core/errors.js';
import type { Usage } from '../core/usage.js';
import type { ErrorClass } from './error-class.js';
import type { ConnectTimes } from './target.js';

/** One request as it went: stamps in monotonic milliseconds, null for what did not happen. */
export type BenchRow = {
  readonly target: string;
  readonly index: number;
  readonly isWarmup: boolean;
  /** When it was due; in a closed loop, when its slot was free. */
  readonly schedMs: number;
  /** When it could be sent at the earliest: due, and below the cap on requests in flight. */
  readonly readyMs: number;
  readonly startMs: number;
  readonly sentMs: number | null;
  /** First event with text of any channel. */
  readonly firstTokenMs: number | null;
  /** First event with text that is not reasoning. */
  readonly firstAnswerMs: number | null;
  readonly lastTokenMs: number | null;
  readonly endMs: number;
  /** Times between consecutive reads that brought text. */
  readonly gapsMs: readonly number[];
  /** Events with text, and below how many of them came in the first read. */
  readonly eventCount: number;
  /** Reads that brought text. */
  readonly readCount: number;
  readonly firstReadEvents: number;
  /** Characters of all channels, and those of the first read. */
  readonly characters: number;
  readonly firstReadCharacters: number;
  readonly hasStreamedReasoning: boolean;
  readonly usage: Usage;
  readonly connect: ConnectTimes | null;
  /** Kept connections that turned out to be closed when the request was sent, each replaced by another unseen. */
  readonly staleCount: number;
  /** Null for a success. */
  readonly errorClass: ErrorClass | null;
  readonly error: UadaError | null;
};
