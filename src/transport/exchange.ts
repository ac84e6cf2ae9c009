import { setMaxListeners } from 'node:events';
import { CancelledError, UadaError } from '../core/errors.js';
import { createDeadlines, type Deadlines } from './deadlines.js';
import type { TransportSettings } from './transport-options.js';

/** One request from its first attempt to the last byte of its body: what can stop it, and why it stopped. */
export type Exchange = {
  /** Host and port, as people know the server. */
  readonly host: string;
  readonly deadlines: Deadlines;
  /** Aborts when the caller aborts or a limit passes. */
  readonly signal: AbortSignal;
  /** Why it was stopped from this side; undefined as long as it was not. */
  readonly failure: UadaError | undefined;
  /** Runs the listener when the exchange is stopped, or now if it was. */
  onStop(listener: (failure: UadaError) => void): void;
  /** Nothing stops the exchange any more. */
  close(): void;
};

export const createExchange = (host: string, caller: AbortSignal, { timeouts, timers }: TransportSettings): Exchange => {
  const controller = new AbortController();
  let failure: UadaError | undefined;

  const stop = (reason: UadaError): void => {
    failure ??= reason;
    close();
    controller.abort();
  };
  const onAbort = (): void => stop(toStopError(caller));
  const deadlines = createDeadlines({ host, timeouts, timers, onTimeout: stop });
  const close = (): void => {
    deadlines.close();
    caller.removeEventListener('abort', onAbort);
  };

  // A batch hands one signal to hundreds of requests; that is no leak.
  setMaxListeners(0, caller);
  caller.addEventListener('abort', onAbort, { once: true });
  if (caller.aborted) onAbort();

  return {
    host,
    deadlines,
    signal: controller.signal,
    get failure() {
      return failure;
    },
    onStop: (listener) => {
      if (failure !== undefined) listener(failure);
      else controller.signal.addEventListener('abort', () => listener(failure ?? new CancelledError()), { once: true });
    },
    close,
  };
};

/** A caller with a time limit of its own says so in the reason. */
const toStopError = ({ reason }: AbortSignal): UadaError =>
  reason instanceof UadaError ? reason : new CancelledError(undefined, { cause: reason });
