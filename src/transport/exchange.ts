import { CancelledError, UadaError } from '../core/errors.js';
import { createDeadlines, type Deadlines } from './deadlines.js';
import type { TransportSettings } from './transport-options.js';
import { whenAborted } from './when-aborted.js';

/** One request from its first attempt to the last byte of its body: what can stop it, and why it stopped. */
export type Exchange = {
  /** Host and port, as people know the server. */
  readonly host: string;
  readonly deadlines: Deadlines;
  /** Aborts when the caller aborts or a limit passes. Made when it is first asked for: under load it costs more than all the rest. */
  signal(): AbortSignal;
  /** Why it was stopped from this side; undefined as long as it was not. */
  failure(): UadaError | undefined;
  /** Runs the listener when the exchange is stopped, or now if it was. */
  onStop(listener: (failure: UadaError) => void): void;
  /** Nothing stops the exchange any more. */
  close(): void;
};

export const createExchange = (host: string, caller: AbortSignal, { timeouts, timers }: TransportSettings, onConnect?: () => void): Exchange => {
  const listeners: ((failure: UadaError) => void)[] = [];
  let controller: AbortController | undefined;
  let failure: UadaError | undefined;

  const stop = (reason: UadaError): void => {
    if (failure !== undefined) return;
    failure = reason;
    close();
    for (const listener of listeners) listener(reason);
  };
  const deadlines = createDeadlines({ host, timeouts, timers, onTimeout: stop, onConnect });
  const forget = whenAborted(caller, () => stop(toStopError(caller)));
  const close = (): void => {
    deadlines.close();
    forget();
  };
  if (caller.aborted) stop(toStopError(caller));
  const onStop = (listener: (failure: UadaError) => void): void => {
    if (failure === undefined) listeners.push(listener);
    else listener(failure);
  };
  const createController = (): AbortController => {
    const made = new AbortController();
    onStop(() => made.abort());
    return made;
  };

  return {
    host,
    deadlines,
    signal: () => (controller ??= createController()).signal,
    failure: () => failure,
    onStop,
    close,
  };
};

/** A caller with a time limit of its own says so in the reason. */
const toStopError = ({ reason }: AbortSignal): UadaError =>
  reason instanceof UadaError ? reason : new CancelledError(undefined, { cause: reason });
