import { after, before, blankBefore, endOfLine, startOfLine, wordAfter, wordBefore } from './boundaries.js';
import { change } from './change.js';
import type { EditKind, EditorState } from './editor-state.js';
import { isWorthFolding, markOf, withoutMarks } from './folded-paste.js';

const put = (state: EditorState, text: string, kind: EditKind): EditorState => {
  const { text: old, cursor } = state;
  return change(state, old.slice(0, cursor) + text + old.slice(cursor), cursor + text.length, kind);
};

/** Types a text at the cursor. */
export const insert = (state: EditorState, text: string): EditorState => put(state, withoutMarks(text), 'typing');

/** Puts a paste in as one step; a long one folded. */
export const paste = (state: EditorState, pasted: string): EditorState => {
  const text = withoutMarks(pasted);
  const mark = isWorthFolding(text) ? markOf(state.pastes.length) : undefined;
  return mark === undefined ? put(state, text, 'other') : put({ ...state, pastes: [...state.pastes, text] }, mark, 'other');
};

/** Replaces everything, as one step. */
export const replaceAll = (state: EditorState, text: string): EditorState => {
  const empty = { ...state, text: '', cursor: 0 };
  const next = paste(empty, text);
  return change({ ...state, pastes: next.pastes }, next.text, next.text.length, 'other');
};

const remove = (state: EditorState, from: number, to: number, kind: EditKind): EditorState =>
  change(state, state.text.slice(0, from) + state.text.slice(to), from, kind);

const kill = (state: EditorState, from: number, to: number): EditorState =>
  from === to ? state : { ...remove(state, from, to, 'killing'), killed: state.text.slice(from, to) };

export const deleteBefore = (state: EditorState): EditorState => remove(state, before(state.text, state.cursor), state.cursor, 'deleting');
export const deleteAfter = (state: EditorState): EditorState => remove(state, state.cursor, after(state.text, state.cursor), 'deleting');
export const killWordBefore = (state: EditorState): EditorState => kill(state, wordBefore(state.text, state.cursor), state.cursor);
export const killWordAfter = (state: EditorState): EditorState => kill(state, state.cursor, wordAfter(state.text, state.cursor));
export const killToBlank = (state: EditorState): EditorState => kill(state, blankBefore(state.text, state.cursor), state.cursor);

/** To the end of the line; at the end, the line feed. */
export const killLineAfter = (state: EditorState): EditorState => {
  const end = endOfLine(state.text, state.cursor);
  return kill(state, state.cursor, end === state.cursor ? Math.min(end + 1, state.text.length) : end);
};

/** To the start of the line; at the start, the line feed before it. */
export const killLineBefore = (state: EditorState): EditorState => {
  const start = startOfLine(state.text, state.cursor);
  return kill(state, start === state.cursor ? Math.max(0, start - 1) : start, state.cursor);
};

export const yank = (state: EditorState): EditorState => (state.killed === '' ? state : put(state, state.killed, 'other'));
