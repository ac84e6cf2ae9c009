import type { MarkdownTheme } from '../render/markdown/theme.js';
import type { AnswerReport } from '../render/report.js';
import { toUsageLine } from '../render/usage-line.js';
import { wrapParts } from '../render/wrap-parts.js';

/** What is known about an answer, faint, within the width. */
export const toFooter = (report: AnswerReport, width: number, theme: MarkdownTheme): readonly string[] =>
  wrapParts(toUsageLine(report), width, theme.add(theme.plain, 'faint'));
