/** Who is to be told of each signal. */
const listenersOf = new WeakMap<AbortSignal, Set<() => void>>();

const listenTo = (signal: AbortSignal): Set<() => void> => {
  const listeners = new Set<() => void>();
  signal.addEventListener('abort', () => listeners.forEach((listener) => listener()), { once: true });
  listenersOf.set(signal, listeners);
  return listeners;
};

/**
 * Calls the listener when the signal aborts, unless the returned function was called before. One signal is handed to
 * thousands of requests: a place in a set costs a tenth of an event listener.
 */
export const whenAborted = (signal: AbortSignal, listener: () => void): (() => void) => {
  const listeners = listenersOf.get(signal) ?? listenTo(signal);
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
