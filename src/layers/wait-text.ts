const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

const inTwoUnits = (ms: number, unitMs: number, unit: string, partMs: number, part: string): string => {
  const parts = Math.ceil(ms / partMs);
  const perUnit = unitMs / partMs;
  const rest = parts % perUnit;
  return `${Math.floor(parts / perUnit)} ${unit}${rest === 0 ? '' : ` ${rest} ${part}`}`;
};

/** A wait as a person reads it, rounded up so that nobody comes back early: `0.4 s`, `12 s`, `2 min 5 s`, `1 h 3 min`. */
export const toWaitText = (ms: number): string => {
  const tenths = Math.ceil(ms / 100);
  if (tenths < 100) return `${tenths / 10} s`;
  const seconds = Math.ceil(ms / secondMs);
  if (seconds < 120) return `${seconds} s`;
  return seconds < 3600 ? inTwoUnits(ms, minuteMs, 'min', secondMs, 's') : inTwoUnits(ms, hourMs, 'h', minuteMs, 'min');
};
