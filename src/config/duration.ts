import { quote } from './quote.js';
import type { Reading } from './reading.js';

const unitsMs = new Map<string, number>([
  ['ms', 1],
  ...['s', 'sec', 'second', 'seconds'].map((unit) => [unit, 1000] as const),
  ...['m', 'min', 'minute', 'minutes'].map((unit) => [unit, 60_000] as const),
  ...['h', 'hour', 'hours'].map((unit) => [unit, 3_600_000] as const),
  ...['d', 'day', 'days'].map((unit) => [unit, 86_400_000] as const),
  ...['w', 'week', 'weeks'].map((unit) => [unit, 604_800_000] as const),
]);

/** What a duration looks like, for messages and help. */
export const durationExamples = '500ms, 30s, 5m, 2h or 7d, or a plain number of seconds';

const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`;
// Made when a duration is read: most runs read none, and an expression over a property takes its time.
const plainNumber = (): RegExp => new RegExp(`^${number}$`);
const parts = (): RegExp => new RegExp(String.raw`^(?:${number}\s*\p{L}+\s*)+$`, 'u');
const part = (): RegExp => new RegExp(String.raw`(${number})\s*(\p{L}+)`, 'gu');

const toWholeMs = (exactMs: number): Reading<number> => {
  const value = Math.round(exactMs);
  if (!Number.isSafeInteger(value)) return { problem: 'is too long a time' };
  // A tiny time must not turn into 0, which stands for "no limit".
  if (value === 0 && exactMs > 0) return { problem: 'must be 0 or at least 1ms' };
  return { value };
};

const sumParts = (text: string): Reading<number> => {
  let totalMs = 0;
  for (const [, amount = '', unit = ''] of text.matchAll(part())) {
    const unitMs = unitsMs.get(unit);
    if (unitMs === undefined) return { problem: `has the unknown unit ${quote(unit)}: use ms, s, m, h, d or w` };
    totalMs += Number(amount) * unitMs;
  }
  return toWholeMs(totalMs);
};

/** Reads `500ms`, `30s`, `1.5h`, `1h30m`, or a plain number of seconds, as milliseconds. */
export const readDurationMs = (text: string): Reading<number> => {
  const trimmed = text.trim();
  if (plainNumber().test(trimmed)) return toWholeMs(Number(trimmed) * 1000);
  if (/^[-−]/u.test(trimmed)) return { problem: 'must not be negative' };
  return parts().test(trimmed) ? sumParts(trimmed) : { problem: `must be a duration such as ${durationExamples}` };
};

const shownUnits = ['d', 'h', 'm', 's'] as const;

/** The shortest exact spelling of a whole number of milliseconds: `7d`, `90s`, `1500ms`. */
export const formatDuration = (durationMs: number): string => {
  const unit = shownUnits.find((name) => durationMs % (unitsMs.get(name) ?? 1) === 0);
  if (durationMs === 0 || unit === undefined) return durationMs === 0 ? '0' : `${durationMs}ms`;
  return `${durationMs / (unitsMs.get(unit) ?? 1)}${unit}`;
};
