import { displayWidth, graphemes } from '../../render/markdown/text-width.js';
import type { MarkdownTheme } from '../../render/markdown/theme.js';
import { sanitise } from '../../render/sanitiser.js';
import type { CursorPlace } from '../erase-tail.js';
import type { EditorState } from './editor/editor-state.js';
import { layOut } from './editor/layout.js';

/** Columns of the mark before each row. */
const markColumns = 2;

/** Columns for the text; the last one of the window stays free for the cursor. */
export const editorWidth = (columns: number): number => Math.max(1, columns - markColumns - 1);

export type EditorView = { readonly lines: readonly string[]; readonly cursor: CursorPlace };

export type EditorViewOptions = {
  readonly columns: number;
  /** At most so many rows of text are shown: those around the cursor. */
  readonly rows: number;
  readonly theme: MarkdownTheme;
  /** Shown in an empty editor. */
  readonly placeholder: string;
  /** The line below. */
  readonly status: string;
};

/** A line cut to the width, without anything that steers a terminal. */
export const cutLine = (text: string, width: number): string => {
  const line = sanitise(text).replace(/\s+/g, ' ');
  if (displayWidth(line) <= width) return line;
  let cut = '';
  for (const grapheme of graphemes(line)) {
    if (displayWidth(cut + grapheme) >= width) break;
    cut += grapheme;
  }
  return `${cut}…`;
};

/** The prompt being written, with the line below it. */
export const viewEditor = (editor: EditorState, { columns, rows, theme, placeholder, status }: EditorViewOptions): EditorView => {
  const width = editorWidth(columns);
  const layout = layOut(editor, width);
  const faint = theme.add(theme.plain, 'faint').paint;
  const mark = theme.add(theme.add(theme.plain, 'code'), 'strong').paint;
  const first = Math.max(0, layout.cursorRow - rows + 1);
  const shown = layout.rows.slice(first, first + rows);
  const isCut = first + shown.length < layout.rows.length;
  const markOf = (index: number): string => {
    if (index === 0) return first > 0 ? faint('↑ ') : mark('› ');
    return isCut && index === shown.length - 1 ? faint('↓ ') : '  ';
  };
  const isEmpty = editor.text === '';
  return {
    lines: [
      ...shown.map(({ text }, index) => markOf(index) + (isEmpty ? faint(cutLine(placeholder, width)) : text)),
      faint(`  ${cutLine(status, width)}`),
    ],
    cursor: { row: layout.cursorRow - first, column: markColumns + layout.cursorColumn },
  };
};
