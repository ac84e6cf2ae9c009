import type { Best } from '../render/compare-report.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import { formatSpan, formatUsd, tokensPerSecond } from '../render/usage-line.js';
import type { CompareColumn } from './compare-column.js';
import { toWaitingLine } from './waiting-line.js';

/** What two lines tell of a column; the parts of one line that fit nowhere else are left out. */
export type ColumnStatus = { readonly first: string; readonly second: string };

type View = { readonly nowMs: number; readonly width: number; readonly theme: MarkdownTheme; readonly best: Best; readonly index: number };

/** A token of English prose or code is about four characters long. */
const charactersPerToken = 4;

const separator = ' · ';

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text);

/** As many of the parts as fit the width, the first ones first. */
const join = (width: number, parts: readonly (string | undefined)[]): string =>
  parts.reduce<string>((line, part) => {
    if (part === undefined || line === '') return line + (part ?? '');
    return line.length + separator.length + part.length <= width ? line + separator + part : line;
  }, '');

const paint = (parts: readonly (string | undefined)[], isBest: boolean, { theme, width }: View): string =>
  theme.add(theme.plain, isBest ? 'success' : 'faint').paint(cut(join(width, parts), width));

const streaming = (column: CompareColumn, firstMs: number, view: View): ColumnStatus => {
  const tokens = Math.max(1, Math.round(column.characters / charactersPerToken));
  const seconds = (view.nowMs - firstMs) / 1000;
  const speed = seconds > 0.2 ? `~${Math.round(tokens / seconds)} tokens/s` : undefined;
  const isFirst = view.best.first === view.index;
  return {
    first: paint([`first token ${formatSpan(firstMs - column.startedMs)}`, isFirst ? 'soonest' : undefined], isFirst, view),
    second: paint([speed, `~${tokens} tokens`], false, view),
  };
};

const ended = ({ report, error }: NonNullable<CompareColumn['ended']>, view: View): ColumnStatus => {
  const { answer, costUsd } = report;
  const cost = costUsd === null ? 'cost unknown' : formatUsd(costUsd);
  const speed = tokensPerSecond(report);
  const tokens = answer.usage.outputTokens === null ? undefined : `${answer.usage.outputTokens} tokens`;
  const isFirst = view.best.first === view.index;
  const isFastest = view.best.fastest === view.index;
  if (answer.cachedAgeMs !== null) return { first: paint([`cached ${formatSpan(answer.cachedAgeMs)} ago`, cost], false, view), second: paint([tokens], false, view) };
  const state = error === undefined ? undefined : error.kind === 'cancelled' ? 'stopped' : 'failed';
  const ttft = answer.timing.ttftMs === null ? undefined : `first token ${formatSpan(answer.timing.ttftMs)}`;
  return {
    first: paint([state, ttft, isFirst ? 'soonest' : undefined, error === undefined ? cost : undefined], isFirst, view),
    second: paint([speed === null ? undefined : `${Math.round(speed)} tokens/s`, isFastest ? 'fastest' : undefined, tokens], isFastest, view),
  };
};

/** How a column stands: waiting for what, how fast, or how it ended. Both lines are within the width. */
export const statusOf = (column: CompareColumn, view: View): ColumnStatus => {
  if (column.ended !== undefined) return ended(column.ended, view);
  const thinkingTokens = column.text.thinkingTokens();
  if (column.firstMs === undefined || thinkingTokens > 0) {
    return { first: toWaitingLine({ ...column.waiting, thinkingTokens }, view.nowMs, view.width, view.theme), second: '' };
  }
  return streaming(column, column.firstMs, view);
};
