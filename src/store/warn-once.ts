export type Warn = (message: string) => void;

/** Passes on the first message and drops the others: cache and history share one, so that a run warns once. */
export const warnOnce = (warn: Warn): Warn => {
  let hasWarned = false;
  return (message) => {
    if (hasWarned) return;
    hasWarned = true;
    warn(message);
  };
};
