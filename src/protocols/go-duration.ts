const unitMs: ReadonlyMap<string, number> = new Map([
  ['h', 3_600_000], ['m', 60_000], ['s', 1000], ['ms', 1], ['µs', 0.001], ['μs', 0.001], ['us', 0.001], ['ns', 0.000_001],
]);
const part = /(\d+(?:\.\d+)?)(ms|[µμu]s|ns|h|m|s)/g;
const whole = /^(?:\d+(?:\.\d+)?(?:ms|[µμu]s|ns|h|m|s))+$/;

/** Milliseconds, rounded up, of a Go duration such as `6m0s`, `12ms` or `2m59.56s`; undefined for anything else. */
export const parseGoDurationMs = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!whole.test(trimmed)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of trimmed.matchAll(part)) {
    totalMs += Number(amount) * (unitMs.get(unit ?? '') ?? Number.NaN);
  }
  // Binary fractions: 7.66 s must not become 7,661 ms.
  const rounded = Math.ceil(Number(totalMs.toFixed(6)));
  return Number.isSafeInteger(rounded) ? rounded : undefined;
};
