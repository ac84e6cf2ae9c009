import { snap } from './boundaries.js';
import type { EditKind, EditorState, Snapshot } from './editor-state.js';

/** Steps that can be undone. */
const mostSteps = 500;

const remember = (steps: readonly Snapshot[], { text, cursor }: Snapshot): readonly Snapshot[] => [...steps.slice(-(mostSteps - 1)), { text, cursor }];

/** Typing on is one step with what was typed before, up to the next word. */
const isContinued = (state: EditorState, text: string, kind: EditKind): boolean => {
  if (kind === 'other' || kind === 'killing' || state.lastEdit !== kind) return false;
  return kind !== 'typing' || !/\s/.test(text.charAt(state.cursor)) || /\s/.test(state.text.charAt(state.cursor - 1));
};

/** The state with another text, which can be undone. The cursor comes to stand between two graphemes. */
export const change = (state: EditorState, text: string, cursor: number, kind: EditKind): EditorState => {
  if (text === state.text) return { ...state, cursor: snap(text, cursor), goalColumn: undefined };
  return {
    ...state, text, cursor: snap(text, cursor), goalColumn: undefined, lastEdit: kind, redo: [],
    undo: isContinued(state, text, kind) ? state.undo : remember(state.undo, state),
  };
};

/** The state with another cursor. */
export const move = (state: EditorState, cursor: number): EditorState => ({ ...state, cursor, goalColumn: undefined, lastEdit: undefined });

/** Takes back the last step. */
export const undo = (state: EditorState): EditorState => {
  const last = state.undo.at(-1);
  if (last === undefined) return state;
  return { ...state, ...last, undo: state.undo.slice(0, -1), redo: remember(state.redo, state), lastEdit: undefined, goalColumn: undefined };
};

/** Does again what was taken back last. */
export const redo = (state: EditorState): EditorState => {
  const last = state.redo.at(-1);
  if (last === undefined) return state;
  return { ...state, ...last, redo: state.redo.slice(0, -1), undo: remember(state.undo, state), lastEdit: undefined, goalColumn: undefined };
};
