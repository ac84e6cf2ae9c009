import type { Reading } from './reading.js';

const unitBytes = new Map<string, number>([
  ['', 1], ['b', 1],
  ['k', 1e3], ['kb', 1e3], ['m', 1e6], ['mb', 1e6], ['g', 1e9], ['gb', 1e9], ['t', 1e12], ['tb', 1e12],
  ['kib', 2 ** 10], ['mib', 2 ** 20], ['gib', 2 ** 30], ['tib', 2 ** 40],
]);

/** What a size looks like, for messages and help. */
export const byteSizeExamples = '500MB, 2GB or 512MiB, or a plain number of bytes';

/** Reads `500MB`, `1.5 GB` or `64MiB`, in any case, or a plain number of bytes. */
export const readByteSize = (text: string): Reading<number> => {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = unitBytes.get(unit.toLowerCase());
  if (amount === undefined || factor === undefined) return { problem: `must be a size such as ${byteSizeExamples}` };
  const value = Math.round(Number(amount) * factor);
  return Number.isSafeInteger(value) ? { value } : { problem: 'is too large a size' };
};

/** The shortest exact spelling of a number of bytes: `500MB`, `1GiB`, `1234B`. */
export const formatByteSize = (bytes: number): string => {
  const unit = ['TB', 'TiB', 'GB', 'GiB', 'MB', 'MiB', 'KB', 'KiB']
    .find((name) => bytes > 0 && bytes % (unitBytes.get(name.toLowerCase()) ?? 1) === 0);
  return unit === undefined ? `${bytes}B` : `${bytes / (unitBytes.get(unit.toLowerCase()) ?? 1)}${unit}`;
};

/** A number of bytes for a person, to three digits: `812 B`, `53.6 KB`, `1.2 GB`. */
export const roundByteSize = (bytes: number): string => {
  const unit = ['TB', 'GB', 'MB', 'KB'].find((name) => bytes >= (unitBytes.get(name.toLowerCase()) ?? 1));
  return unit === undefined ? `${bytes} B` : `${Number((bytes / (unitBytes.get(unit.toLowerCase()) ?? 1)).toPrecision(3))} ${unit}`;
};
