import type { Io } from '../app/io.js';
import { UadaError } from '../core/errors.js';
import { formatSpan } from '../render/usage-line.js';
import { sanitise } from '../render/sanitiser.js';
import type { Writer } from '../render/writer.js';
import { createWriter } from '../render/writer.js';

/** stdout for stored text: what once came from outside reaches a terminal only filtered. */
export const storeWriter = (io: Io): Writer => {
  const out = createWriter(io.stdout);
  return io.stdout.isTTY === true ? { write: (text) => out.write(sanitise(text)) } : out;
};

/** One line of a text, cut to a width. */
export const toExcerpt = (text: string, width: number): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
};

/** How many lines `--limit` allows. Throws a `usage` error. */
export const toLimit = (value: unknown): number => {
  const limit = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0;
  if (limit > 0) return limit;
  throw new UadaError('usage', '--limit must be a whole number of at least 1.');
};

/** How long ago a moment was, in a column. */
export const toAge = (ms: number, now: number): string => `${formatSpan(Math.max(0, now - ms))} ago`.padStart(11);

/** The words of a snippet, its hits marked for a terminal with colours left to the reader. */
export const toSnippetText = (parts: readonly { readonly text: string; readonly isMatch: boolean }[]): string =>
  parts.map(({ text, isMatch }) => (isMatch ? `«${text}»` : text)).join('');

/** A moment for machines; null for one that no calendar reaches, such as the end of a time to live of millennia. */
export const toIso = (ms: number | null): string | null => (ms === null || Number.isNaN(new Date(ms).getTime()) ? null : new Date(ms).toISOString());
