/**
 * Runs a task when the process ends without coming to the end of what it does: by `process.exit`, by an exception
 * that nobody catches, by Ctrl-\. The task has no time to wait for anything. Returns what ends the watch.
 */
export const watchAbruptEnd = (task: () => void): (() => void) => {
  const quit = (): void => {
    stop();
    task();
    process.kill(process.pid, 'SIGQUIT');
  };
  const stop = (): void => {
    process.off('exit', task).off('uncaughtExceptionMonitor', task).off('SIGQUIT', quit);
  };
  process.on('exit', task).on('uncaughtExceptionMonitor', task);
  if (process.platform !== 'win32') process.on('SIGQUIT', quit);
  return stop;
};
