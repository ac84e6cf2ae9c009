/** The promise, or a throw of the signal's reason as soon as it aborts. */
export const abortable = async <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> => {
  signal.throwIfAborted();
  let onAbort: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort, { once: true });
  });
  const refuse = async (): Promise<never> => {
    await aborted;
    throw signal.reason;
  };
  try {
    return await Promise.race([promise, refuse()]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
