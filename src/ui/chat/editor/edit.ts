import { after, before, endOfLine, startOfLine, wordAfter, wordBefore } from './boundaries.js';
import { move, redo, undo } from './change.js';
import type { EditorState } from './editor-state.js';
import * as edits from './edits.js';
import { moveDown, moveUp, nextPrompt, previousPrompt } from './moves.js';
import type { Key } from '../key.js';

type Edit = (state: EditorState, width: number) => EditorState;

const to = (target: (text: string, cursor: number) => number): Edit => (state) => move(state, target(state.text, state.cursor));

const left = to(before);
const right = to(after);
const wordLeft = to(wordBefore);
const wordRight = to(wordAfter);
const lineStart = to(startOfLine);
const lineEnd = to(endOfLine);
const newLine: Edit = (state) => edits.insert(state, '\n');
const blank: Edit = (state) => edits.insert(state, ' ');

/** What each chord does to the text: readline's keys, and those of every other editor. */
const editsByChord: ReadonlyMap<string, Edit> = new Map(Object.entries({
  'left': left, 'ctrl+b': left, 'right': right, 'ctrl+f': right,
  'ctrl+left': wordLeft, 'alt+left': wordLeft, 'alt+b': wordLeft, 'ctrl+right': wordRight, 'alt+right': wordRight, 'alt+f': wordRight,
  'home': lineStart, 'ctrl+a': lineStart, 'end': lineEnd, 'ctrl+e': lineEnd,
  'ctrl+home': to(() => 0), 'alt+<': to(() => 0), 'ctrl+end': to((text) => text.length), 'alt+>': to((text) => text.length),
  'up': moveUp, 'down': moveDown, 'ctrl+p': previousPrompt, 'ctrl+n': nextPrompt,
  'backspace': edits.deleteBefore, 'ctrl+h': edits.deleteBefore, 'shift+backspace': edits.deleteBefore, 'delete': edits.deleteAfter,
  'ctrl+w': edits.killToBlank, 'alt+backspace': edits.killWordBefore, 'ctrl+backspace': edits.killWordBefore,
  'alt+d': edits.killWordAfter, 'ctrl+delete': edits.killWordAfter, 'alt+delete': edits.killWordAfter,
  'ctrl+k': edits.killLineAfter, 'ctrl+u': edits.killLineBefore, 'ctrl+y': edits.yank,
  'ctrl+_': undo, 'ctrl+/': undo, 'alt+z': undo, 'alt+shift+z': redo, 'alt+Z': redo, 'alt+r': redo, 'alt+y': redo,
  'alt+enter': newLine, 'ctrl+j': newLine, 'shift+enter': newLine, 'ctrl+enter': newLine, 'space': blank, 'shift+space': blank,
}));

/** What a key makes of a text that is `width` columns wide. Keys without a meaning change nothing. */
export const edit = (state: EditorState, key: Key, width: number): EditorState => {
  if (key.type === 'text') return edits.insert(state, key.text);
  if (key.type === 'paste') return edits.paste(state, key.text);
  const apply = editsByChord.get(key.chord);
  return apply === undefined ? state : apply(state, width);
};
