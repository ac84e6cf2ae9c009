const unitMs: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };
const part = /(\d+(?:\.\d+)?)(ms|h|m|s)/g;
const whole = /^(?:\d+(?:\.\d+)?(?:ms|h|m|s))+$/;

/** Milliseconds, rounded up, of a Go duration such as `6m0s`, `12ms` or `2m59.56s`; undefined for anything else. */
export const parseGoDurationMs = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!whole.test(trimmed)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of trimmed.matchAll(part)) {
    totalMs += Number(amount) * (unitMs[unit ?? ''] ?? Number.NaN);
  }
  return Math.ceil(Number(totalMs.toFixed(6)));
};
