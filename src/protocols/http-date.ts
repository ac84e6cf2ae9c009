const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const imf = /^(?:mon|tue|wed|thu|fri|sat|sun), (?<day>\d{2}) (?<month>[a-z]{3}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) (?:gmt|utc)$/i;
const rfc850 = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day, (?<day>\d{2})-(?<month>[a-z]{3})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) (?:gmt|utc)$/i;
const asctime = /^(?:mon|tue|wed|thu|fri|sat|sun) (?<month>[a-z]{3}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/i;

/** Two digits mean the year that is nearest to now (RFC 9110 5.6.7: never more than 50 years ahead). */
const fullYear = (digits: string, nowMs: number): number => {
  const year = Number(digits);
  if (digits.length === 4) return year;
  const thisYear = new Date(nowMs).getUTCFullYear();
  const candidate = thisYear - (thisYear % 100) + year;
  return candidate > thisYear + 50 ? candidate - 100 : candidate;
};

/** Milliseconds since midnight; a leap second counts. */
const timeOfDayMs = (text: string): number | undefined => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return hour < 24 && minute < 60 && second <= 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : undefined;
};

/**
 * Epoch milliseconds of an HTTP date in any of its three forms, all of which are UTC (RFC 9110 5.6.7);
 * undefined for anything else. Not `Date.parse`, which takes `-3` for a year and asctime for local time.
 */
export const parseHttpDateMs = (text: string, nowMs: number): number | undefined => {
  const fields = (imf.exec(text) ?? rfc850.exec(text) ?? asctime.exec(text))?.groups;
  if (fields === undefined) return undefined;
  const { day = '', month = '', year = '', time = '' } = fields;
  const monthIndex = months.indexOf(month.toLowerCase());
  const sinceMidnightMs = timeOfDayMs(time);
  if (monthIndex < 0 || Number(day) < 1 || Number(day) > 31 || sinceMidnightMs === undefined) return undefined;
  return Date.UTC(fullYear(year, nowMs), monthIndex, Number(day)) + sinceMidnightMs;
};
