const baseMs = 500;
const capMs = 8000;

/**
 * How long to wait before a retry; `retryIndex` counts from 0. What the server asks for is a minimum, with up to a
 * tenth on top so that not all come back at once; without it full jitter: anything up to 0.5 s × 2^n, 8 s at most.
 */
export const toRetryWaitMs = (retryIndex: number, retryAfterMs: number | undefined, random: () => number): number => {
  if (retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && retryAfterMs > 0) {
    return Math.ceil(retryAfterMs * (1 + 0.1 * random()));
  }
  return Math.ceil(random() * Math.min(capMs, baseMs * 2 ** retryIndex));
};
