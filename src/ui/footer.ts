import { createWrapState, finishWrap, wrapSpan } from '../render/markdown/line-wrapper.js';
import { paintSpans } from '../render/markdown/span.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { AnswerReport } from '../render/report.js';
import { sanitise } from '../render/sanitiser.js';
import { toUsageLine } from '../render/usage-line.js';

/** What is known about an answer, faint, within the width. */
export const toFooter = (report: AnswerReport, width: number, theme: MarkdownTheme): readonly string[] => {
  const lines: string[] = [];
  const wrap = createWrapState(width);
  const style = theme.add(theme.plain, 'faint');
  const text = sanitise(toUsageLine(report)).replace(/\s+/g, ' ');
  wrapSpan(wrap, { text, style }, (line) => lines.push(paintSpans(line)));
  finishWrap(wrap, (line) => lines.push(paintSpans(line)));
  return lines;
};
