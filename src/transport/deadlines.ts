import { UadaError } from '../core/errors.js';
import { toTimeLimitText } from '../core/time-limit-text.js';
import type { TimerHandle, Timers } from './timers.js';
import type { Timeouts } from './transport-options.js';

/** What a request waits for, one thing at a time. */
export type Phase = 'connect' | 'firstByte' | 'idle';

/** The time limits of one request. */
export type Deadlines = {
  /** Starts the limit of a phase afresh and drops that of the phase before. */
  enter(phase: Phase): void;
  /** Waiting for the reader of the body costs no time. */
  pause(): void;
  /** Ends all limits for good. */
  close(): void;
};

export type DeadlineOptions = {
  readonly host: string;
  readonly timeouts: Timeouts;
  readonly timers: Timers;
  readonly onTimeout: (error: UadaError) => void;
  /** Called when there is a connection. */
  readonly onConnect?: (() => void) | undefined;
};

/** Starts the limit of the whole request at once. */
export const createDeadlines = ({ host, timeouts, timers, onTimeout, onConnect }: DeadlineOptions): Deadlines => {
  let isClosed = false;
  let current: TimerHandle | undefined;
  let currentPhase: Phase | undefined;

  const start = (phase: Phase | 'total'): TimerHandle | undefined => {
    const limitMs = timeouts[`${phase}TimeoutMs`];
    if (limitMs <= 0 || limitMs > longestTimerMs) return undefined;
    return timers.setTimeout(() => onTimeout(toTimeoutError(phase, host, limitMs)), limitMs);
  };

  const pause = (): void => {
    if (current !== undefined) timers.clearTimeout(current);
    current = undefined;
  };

  const total = start('total');
  return {
    enter: (phase) => {
      // A stream enters `idle` with every read: thousands of times a second under load.
      if (current !== undefined && phase === currentPhase && timers.refreshTimeout !== undefined) {
        timers.refreshTimeout(current);
        return;
      }
      pause();
      currentPhase = phase;
      if (!isClosed) current = start(phase);
      if (phase === 'firstByte') onConnect?.();
    },
    pause,
    close: () => {
      isClosed = true;
      pause();
      if (total !== undefined) timers.clearTimeout(total);
    },
  };
};

/** Above this a Node timer would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

const toTimeoutError = (phase: Phase | 'total', host: string, limitMs: number): UadaError => {
  const { says, hint, isRetryable } = explanations[phase];
  return new UadaError('timeout', says(host, toTimeLimitText(limitMs)), { hint, isRetryable, code: `${phase}_timeout` });
};

type Explanation = { readonly says: (host: string, limit: string) => string; readonly hint: string; readonly isRetryable: boolean };

const explanations: Readonly<Record<Phase | 'total', Explanation>> = {
  connect: {
    says: (host, limit) => `Could not connect to ${host} within ${limit}.`,
    hint: 'Check the network and the base URL, or raise the limit with --connect-timeout.',
    isRetryable: true,
  },
  firstByte: {
    says: (host, limit) => `${host} did not begin to answer within ${limit}.`,
    hint: 'A large or loading model can take longer: raise the limit with --first-token-timeout.',
    isRetryable: true,
  },
  idle: {
    says: (host, limit) => `${host} went silent in the middle of the answer: nothing came for ${limit}.`,
    hint: 'Try again, or raise the limit with --idle-timeout.',
    isRetryable: true,
  },
  total: {
    says: (host, limit) => `The answer of ${host} was not complete within ${limit}.`,
    hint: 'Raise the limit with --timeout.',
    isRetryable: false,
  },
};
