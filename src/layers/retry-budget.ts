/** How many retries a run may still make; shared by all that ask the same provider. */
export type RetryBudget = {
  /** Counts a request that is sent for the first time. */
  countRequest(): void;
  /** Takes one retry out; false when none is left. */
  take(): boolean;
};

export type RetryBudgetOptions = {
  /** Retries earned by each request. @default 0.1 */
  readonly ratio?: number;
  /** Retries a run may make however few requests it sends. @default 3 */
  readonly minimum?: number;
  /** Retries that can be saved up while all goes well. @default 100 */
  readonly mostSaved?: number;
};

/**
 * A token bucket: with a dead provider n requests cause at most max(`minimum`, n × `ratio`) retries, so that
 * 1,000 requests are sent at most 1,100 times.
 */
export const createRetryBudget = ({ ratio = 0.1, minimum = 3, mostSaved = 100 }: RetryBudgetOptions = {}): RetryBudget => {
  let requestCount = 0;
  let saved = minimum;
  return {
    countRequest: () => {
      requestCount += 1;
      // The first requests have earned the minimum, which they were given in advance.
      if (requestCount * ratio > minimum) saved = Math.min(Math.max(mostSaved, minimum), saved + ratio);
    },
    take: () => {
      if (saved < 1) return false;
      saved -= 1;
      return true;
    },
  };
};
