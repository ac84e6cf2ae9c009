import type { Style } from './theme.js';
import { displayWidth } from './text-width.js';

/** A piece of text in one style. */
export type Span = { readonly text: string; readonly style: Style };

/** The spans as one string; neighbours in the same style share their escape sequences. */
export const paintSpans = (spans: readonly Span[]): string => {
  let painted = '';
  let run = '';
  let style: Style | undefined;
  for (const span of spans) {
    if (style?.key === span.style.key) {
      run += span.text;
      continue;
    }
    if (style !== undefined) painted += style.paint(run);
    style = span.style;
    run = span.text;
  }
  return style === undefined ? painted : painted + style.paint(run);
};

/** Columns the spans take at most. */
export const spansWidth = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + displayWidth(text), 0);
