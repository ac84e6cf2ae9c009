import { replaceAll } from './edits.js';
import { move } from './change.js';
import type { EditorState } from './editor-state.js';
import { layOut, offsetAt } from './layout.js';

/** Shows an earlier prompt, or the one that was being written behind the newest. */
const browse = (state: EditorState, index: number): EditorState => {
  const { prompts, browsing } = state;
  const draft = browsing?.draft ?? { text: state.text, cursor: state.cursor };
  const prompt = prompts[index];
  if (index < 0 || index > prompts.length || (prompt === undefined && browsing === undefined)) return state;
  if (prompt === undefined) return { ...replaceAll(state, ''), ...draft, browsing: undefined };
  return { ...replaceAll(state, prompt), browsing: { index, draft } };
};

/** One row up or down within the text; undefined at its edge. */
const moveRow = (state: EditorState, direction: 1 | -1, width: number): EditorState | undefined => {
  const { rows, cursorRow, cursorColumn } = layOut(state, width);
  const row = rows[cursorRow + direction];
  if (row === undefined) return undefined;
  const goalColumn = state.goalColumn ?? cursorColumn;
  return { ...move(state, offsetAt(row, goalColumn)), goalColumn };
};

/** A row up; from the first one to the prompt before. */
export const moveUp = (state: EditorState, width: number): EditorState =>
  moveRow(state, -1, width) ?? browse(state, (state.browsing?.index ?? state.prompts.length) - 1);

/** A row down; from the last one to the prompt after. */
export const moveDown = (state: EditorState, width: number): EditorState =>
  moveRow(state, 1, width) ?? (state.browsing === undefined ? state : browse(state, state.browsing.index + 1));

/** The earlier prompt, whatever row the cursor is on. */
export const previousPrompt = (state: EditorState): EditorState => browse(state, (state.browsing?.index ?? state.prompts.length) - 1);

export const nextPrompt = (state: EditorState): EditorState => (state.browsing === undefined ? state : browse(state, state.browsing.index + 1));
