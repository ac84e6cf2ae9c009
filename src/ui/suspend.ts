/**
 * Ctrl-Z: calls `prepare` so that the terminal is in order, then stops the process; it goes on where it was when
 * it is continued. Returns what ends the watch.
 */
export const watchSuspend = (prepare: () => Promise<void>): (() => void) => {
  if (process.platform === 'win32') return () => undefined;
  const stop = (): void => {
    void prepare().finally(() => process.kill(process.pid, 'SIGSTOP'));
  };
  process.on('SIGTSTP', stop);
  return () => void process.off('SIGTSTP', stop);
};
