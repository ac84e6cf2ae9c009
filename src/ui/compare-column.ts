import type { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { ComparedReport } from '../render/compare-report.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { AnswerReport } from '../render/report.js';
import { createColumnText } from './column-text.js';
import type { ColumnText } from './column-text.js';
import { wrapWords } from '../render/wrap-words.js';

/** One model of a comparison while it is asked, and when it has ended. Times are monotonic milliseconds. */
export type CompareColumn = {
  readonly name: string;
  readonly text: ColumnText;
  readonly startedMs: number;
  waiting: { readonly what: string; readonly sinceMs: number };
  /** When the first text or reasoning came. */
  firstMs: number | undefined;
  /** Length of everything that came, for an estimate of tokens. */
  characters: number;
  isCached: boolean;
  ended: ComparedReport | undefined;
};

export type ColumnOptions = { readonly theme: MarkdownTheme; readonly width: number; readonly showReasoning: boolean; readonly nowMs: number };

export const createCompareColumn = (name: string, { nowMs, ...text }: ColumnOptions): CompareColumn => ({
  name, text: createColumnText(text), startedMs: nowMs, waiting: { what: 'waiting', sinceMs: nowMs },
  firstMs: undefined, characters: 0, isCached: false, ended: undefined,
});

export const pushEvent = (column: CompareColumn, event: StreamEvent, nowMs: number): void => {
  if (event.type === 'start') column.isCached = event.cachedAgeMs !== undefined;
  if ((event.type !== 'text' && event.type !== 'reasoning') || event.text === '') return;
  column.firstMs ??= nowMs;
  column.characters += event.text.length;
  column.text.add(event.type, event.text, nowMs);
};

export const endColumn = (column: CompareColumn, report: AnswerReport, error: UadaError | undefined): void => {
  column.ended = { name: column.name, report, error };
  column.text.finish();
};

const failureLines = ({ ended }: CompareColumn, width: number, theme: MarkdownTheme): readonly string[] => {
  if (ended?.error === undefined || ended.error.kind === 'cancelled') return [];
  const { message, hint } = ended.error;
  return wrapWords([message, hint].filter((part) => part !== undefined).join(' '), width, theme.add(theme.plain, 'failure'));
};

/** The last lines of what a column has to show: its text, and below it what went wrong. */
export const lastLines = (column: CompareColumn, count: number, width: number, theme: MarkdownTheme): readonly string[] => {
  const failure = failureLines(column, width, theme);
  const text = column.text.last(count);
  return [...text, ...(text.length > 0 && failure.length > 0 ? [''] : []), ...failure].slice(-Math.max(1, count));
};
