/** Runs tasks one after the other; one that fails does not keep the next from running. */
export const createQueue = (): ((task: () => Promise<void>) => Promise<void>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next;
    return next;
  };
};
