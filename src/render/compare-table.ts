import { displayWidth } from './markdown/text-width.js';
import type { MarkdownTheme, StyleName } from './markdown/theme.js';
import type { Best, ComparedReport } from './compare-report.js';
import { findBest } from './compare-report.js';
import { sanitise } from './sanitiser.js';
import { formatSpan, formatUsd, toUsageLine, tokensPerSecond } from './usage-line.js';
import { wrapParts } from './wrap-parts.js';
import { wrapWords } from './wrap-words.js';

type Cell = { readonly text: string; readonly style?: StyleName; readonly isRight?: boolean };

/** Columns of the table. One that is dispensable goes first when the window is narrow. */
const heads: readonly Cell[] = [
  { text: 'model' }, { text: 'first token', isRight: true }, { text: 'tokens/s', isRight: true }, { text: 'tokens in → out', isRight: true },
  { text: 'total', isRight: true }, { text: 'cost', isRight: true }, { text: 'ended' },
];
const dispensable: readonly number[] = [4, 3];

const gap = '  ';

const oneLine = (text: string): string => sanitise(text).replace(/\s+/g, ' ').trim();

/** Why an answer stopped, or what went wrong. */
const endOf = ({ report: { answer }, error }: ComparedReport): Cell => {
  if (error !== undefined) return { text: error.kind === 'cancelled' ? 'stopped' : 'failed', style: 'failure' };
  if (answer.cachedAgeMs !== null) return { text: `cached ${formatSpan(answer.cachedAgeMs)} ago` };
  return { text: oneLine(answer.detail ?? answer.finishReason ?? 'unknown') };
};

const marked = (text: string, isBest: boolean, word: string): Cell => (isBest ? { text: `${word} ${text}`, style: 'success', isRight: true } : { text, isRight: true });

const toCells = (one: ComparedReport, index: number, { first, fastest }: Best): readonly Cell[] => {
  const { answer, costUsd } = one.report;
  const speed = tokensPerSecond(one.report);
  const isCached = answer.cachedAgeMs !== null;
  const { inputTokens, outputTokens } = answer.usage;
  return [
    { text: oneLine(one.name), style: 'strong' },
    marked(isCached || answer.timing.ttftMs === null ? '–' : formatSpan(answer.timing.ttftMs), first === index, 'soonest'),
    marked(isCached || speed === null ? '–' : String(Math.round(speed)), fastest === index, 'fastest'),
    { text: inputTokens === null && outputTokens === null ? '–' : `${inputTokens ?? '?'} → ${outputTokens ?? '?'}`, isRight: true },
    { text: isCached || answer.timing.totalMs === 0 ? '–' : formatSpan(answer.timing.totalMs), isRight: true },
    { text: costUsd === null ? 'unknown' : formatUsd(costUsd), isRight: true },
    endOf(one),
  ];
};

const widthsOf = (rows: readonly (readonly Cell[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column]?.text ?? ''))));

const toLine = (row: readonly Cell[], widths: readonly number[], theme: MarkdownTheme): string => row.map(({ text, style, isRight }, column) => {
  const blank = ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(text)));
  const painted = style === undefined ? text : theme.add(theme.plain, style).paint(text);
  return isRight === true ? blank + painted : painted + (column === row.length - 1 ? '' : blank);
}).join(gap);

const without = (row: readonly Cell[], dropped: readonly number[]): readonly Cell[] => row.filter((_, column) => !dropped.includes(column));

const indent = '  ';

/** Who is told of, and below it what there is to tell. */
const asList = (reports: readonly ComparedReport[], best: Best, width: number, theme: MarkdownTheme): readonly string[] => reports.flatMap((one, index) => {
  const marks = [best.first === index ? 'first token soonest' : undefined, best.fastest === index ? 'fastest' : undefined, one.error === undefined ? undefined : endOf(one).text];
  const line = oneLine(toUsageLine(one.report)).replace(/^\S+ · /, '');
  const parts = [...marks, line].filter((part) => part !== undefined).join(' · ');
  if (width === 0) return [`${oneLine(one.name)} · ${parts}`];
  return [
    ...wrapWords(oneLine(one.name), width, theme.add(theme.plain, 'strong')),
    ...wrapParts(parts, width - indent.length, theme.plain).map((row) => indent + row),
  ];
});

/** Times, tokens and cost of each model: a table where it fits the width, else a list; in no width at all a line each, however long. */
export const toCompareTable = (reports: readonly ComparedReport[], width: number, theme: MarkdownTheme): readonly string[] => {
  const best = findBest(reports);
  const rows = [heads.map((head) => ({ ...head, style: 'faint' as const })), ...reports.map((one, index) => toCells(one, index, best))];
  for (let count = 0; count <= dispensable.length; count += 1) {
    const kept = rows.map((row) => without(row, dispensable.slice(0, count)));
    const widths = widthsOf(kept);
    if (widths.reduce((sum, columns) => sum + columns + gap.length, -gap.length) <= width) return kept.map((row) => toLine(row, widths, theme));
  }
  return asList(reports, best, width, theme);
};
