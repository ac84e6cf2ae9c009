import { cutLine } from '../../render/cut-line.js';
import { displayWidth, graphemes } from '../../render/markdown/text-width.js';
import type { MarkdownTheme } from '../../render/markdown/theme.js';
import type { CursorPlace } from '../tail-frame.js';
import type { EditorState } from './editor/editor-state.js';
import { layOut } from './editor/layout.js';

/** Columns of the mark before each row. */
const markColumns = 2;

/** Columns for the text; the last one of the window stays free for the cursor. */
export const editorWidth = (columns: number): number => Math.max(1, columns - markColumns - 1);

export type EditorView = { readonly lines: readonly string[]; readonly cursor: CursorPlace };

/** Where the prompt may be drawn. */
export type EditorRoom = {
  readonly columns: number;
  /** At most so many rows of text are shown: those around the cursor. */
  readonly rows: number;
  /** The terminal's own cursor is elsewhere: one is drawn where it would be. @default false */
  readonly drawsCursor?: boolean;
};

export type EditorViewOptions = EditorRoom & {
  readonly theme: MarkdownTheme;
  /** Shown in an empty editor. */
  readonly placeholder: string;
  /** The line below. */
  readonly status: string;
};

/** A row with the place at a column turned inside out, as terminals show their own cursor. */
const drawCursor = (text: string, column: number): string => {
  let before = '';
  for (const grapheme of graphemes(text)) {
    if (displayWidth(before) >= column) return `${before}\u001b[7m${grapheme}\u001b[27m${text.slice(before.length + grapheme.length)}`;
    before += grapheme;
  }
  return `${before}\u001b[7m \u001b[27m`;
};

/** The prompt being written, with the line below it. */
export const viewEditor = (editor: EditorState, { columns, rows, drawsCursor = false, theme, placeholder, status }: EditorViewOptions): EditorView => {
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
  const cursorRow = layout.cursorRow - first;
  const rowOf = (text: string, index: number): string => (drawsCursor && index === cursorRow ? drawCursor(text, layout.cursorColumn) : text);
  const isEmpty = editor.text === '';
  return {
    lines: [
      ...shown.map(({ text }, index) => markOf(index) + (isEmpty ? faint(rowOf(cutLine(placeholder, width), index)) : rowOf(text, index))),
      faint(`  ${cutLine(status, width)}`),
    ],
    cursor: { row: cursorRow, column: markColumns + layout.cursorColumn },
  };
};
