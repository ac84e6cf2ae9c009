import type { MarkdownTheme } from '../../render/markdown/theme.js';
import type { EditorState } from './editor/editor-state.js';
import { createEditor } from './editor/editor-state.js';
import { replaceAll } from './editor/edits.js';
import { layOut } from './editor/layout.js';
import { editorWidth } from './editor-view.js';

/** Rows of a prompt that stay on the screen when it is sent. */
const mostRows = 12;

/** A prompt that was sent, as it stays in the scrollback. */
export const toPromptLines = (editor: Pick<EditorState, 'text' | 'pastes'>, columns: number, theme: MarkdownTheme): readonly string[] => {
  const { rows } = layOut({ ...editor, cursor: 0 }, editorWidth(columns));
  const mark = theme.add(theme.add(theme.plain, 'code'), 'strong').paint;
  const strong = theme.add(theme.plain, 'strong').paint;
  const shown = rows.length > mostRows ? rows.slice(0, mostRows - 1) : rows;
  const hidden = rows.length - shown.length;
  return [
    ...shown.map(({ text }, index) => (index === 0 ? mark('› ') : '  ') + strong(text)),
    ...(hidden > 0 ? [theme.add(theme.plain, 'faint').paint(`  … ${hidden} more lines`)] : []),
  ];
};

/** A prompt of an earlier day, long ones folded. */
export const toOldPromptLines = (text: string, columns: number, theme: MarkdownTheme): readonly string[] =>
  toPromptLines(replaceAll(createEditor(), text), columns, theme);
