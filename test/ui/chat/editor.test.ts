import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../../src/render/markdown/text-width.js';
import { createEditor } from '../../../src/ui/chat/editor/editor-state.js';
import type { EditorState } from '../../../src/ui/chat/editor/editor-state.js';
import { edit } from '../../../src/ui/chat/editor/edit.js';
import { unfold } from '../../../src/ui/chat/editor/folded-paste.js';
import { layOut } from '../../../src/ui/chat/editor/layout.js';
import type { Key } from '../../../src/ui/chat/key.js';

const chordNames = [
  'left', 'right', 'up', 'down', 'home', 'end', 'ctrl+home', 'ctrl+end', 'alt+b', 'alt+f', 'backspace', 'delete', 'ctrl+w', 'alt+backspace', 'alt+d',
  'ctrl+k', 'ctrl+u', 'ctrl+y', 'ctrl+_', 'alt+r', 'ctrl+j', 'ctrl+p', 'ctrl+n', 'pageup',
] as const;
const typed = ['a', 'word ', ' ', 'é', 'e\u0301', '\u0301', '中文', '👨‍👩‍👧', '\u200d', '🇩🇪', '🇩', 'שלום', '\t', '\ufe0f', '1', '\u001b', '\u202e', '\u{10f000}'];
const pastes = ['two\nlines', 'x'.repeat(1500), Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n'), ''];

const chord = (name: string): Key => ({ type: 'chord', chord: name });
const key: fc.Arbitrary<Key> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...chordNames).map(chord) },
  { weight: 4, arbitrary: fc.constantFrom(...typed).map((text) => ({ type: 'text' as const, text })) },
  { weight: 1, arbitrary: fc.constantFrom(...pastes).map((text) => ({ type: 'paste' as const, text })) },
);
const keys = fc.array(key, { maxLength: 40 });

const press = (state: EditorState, pressed: readonly (Key | string)[], width = 20): EditorState =>
  pressed.reduce<EditorState>((before, one) => edit(before, typeof one === 'string' ? (chordNames.includes(one as 'left') ? chord(one) : { type: 'text', text: one }) : one, width), state);
const shown = ({ text, cursor }: EditorState): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;
const written = (...pressed: readonly (Key | string)[]): string => shown(press(createEditor(), pressed));

const isBoundary = (text: string, offset: number): boolean =>
  offset === text.length || [...text.split('\n').entries()].some(([index, line]) => {
    const start = text.split('\n').slice(0, index).join('\n').length + (index === 0 ? 0 : 1);
    return offset === start + line.length || Array.from(new Intl.Segmenter().segment(line)).some((segment) => start + segment.index === offset);
  });

describe('the editor', () => {
  it('keeps its cursor between two graphemes, whatever is pressed', () => {
    fc.assert(fc.property(keys, fc.integer({ min: 1, max: 30 }), (pressed, width) => {
      for (let state = createEditor(['earlier', 'one\ntwo']), index = 0; index < pressed.length; index += 1) {
        state = edit(state, pressed[index]!, width);
        expect(isBoundary(state.text, state.cursor), JSON.stringify(shown(state))).toBe(true);
      }
    }), { numRuns: 300 });
  });

  it('undoes everything step by step and does it again', () => {
    fc.assert(fc.property(keys.map((all) => all.filter((one) => one.type !== 'chord' || !/^(?:ctrl\+_|alt\+r)$/.test(one.chord))), (pressed) => {
      const state = press(createEditor(['earlier']), pressed);
      const undone = press(state, Array<string>(100).fill('ctrl+_'));
      expect(undone.text).toBe('');
      expect(press(undone, Array<string>(100).fill('alt+r')).text).toBe(state.text);
    }));
  });

  it('lays every grapheme out once, within the width, with nothing that steers a terminal', () => {
    fc.assert(fc.property(keys, fc.integer({ min: 4, max: 30 }), (pressed, width) => {
      const state = press(createEditor(), pressed, width);
      const { rows, cursorRow, cursorColumn } = layOut(state, width);
      for (const { text } of rows) {
        const isOneWide = Array.from(new Intl.Segmenter().segment(text)).length === 1;
        if (!isOneWide) expect(displayWidth(text)).toBeLessThanOrEqual(width);
        expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }
      expect(rows[cursorRow]?.stops).toContainEqual({ offset: state.cursor, column: cursorColumn });
      const offsets = rows.flatMap(({ stops }) => stops.map(({ offset }) => offset));
      expect(offsets).toEqual([...new Set(offsets)].toSorted((left, right) => left - right));
    }), { numRuns: 300 });
  });

  it.each<[readonly string[], string]>([
    [['one two', 'alt+b', 'alt+b', 'x'], 'x|one two'], [['one two', 'ctrl+w'], 'one |'], [['one-two', 'alt+backspace'], 'one-|'], [['one two', 'home', 'alt+d'], '| two'],
    [['one', 'ctrl+j', 'two', 'ctrl+u'], 'one\n|'], [['one', 'ctrl+j', 'two', 'ctrl+u', 'ctrl+u'], 'one|'], [['one', 'ctrl+j', 'two', 'up', 'ctrl+k'], 'one|two'],
    [['one', 'home', 'ctrl+k', 'ctrl+y', 'ctrl+y'], 'oneone|'], [['👨‍👩‍👧', 'e\u0301', 'backspace', 'backspace'], '|'], [['中文', 'left', 'x'], '中x|文'],
    [['abc', 'ctrl+j', 'a', 'ctrl+j', 'abcd', 'up', 'up'], 'abc|\na\nabcd'], [['abc', 'home', 'delete'], '|bc'],
  ])('does %j', (pressed, expected) => {
    expect(written(...pressed)).toBe(expected);
  });

  it('takes back a word at a time', () => {
    const state = press(createEditor(), 'one two'.split(/(?:)/));
    expect(press(state, ['ctrl+_']).text).toBe('one');
    expect(press(state, ['ctrl+_', 'ctrl+_']).text).toBe('');
  });

  it('moves by what is seen where a line is wrapped', () => {
    const state = press(createEditor(), ['abcdefghij'], 4);
    expect(shown(press(state, ['up'], 4))).toBe('abcdef|ghij');
    expect(shown(press(state, ['up', 'up', 'down', 'down'], 4))).toBe('abcdefghij|');
  });

  it('brings back earlier prompts, and what was written behind them', () => {
    const state = press(createEditor(['first', 'second']), ['draft']);
    expect(press(state, ['up']).text).toBe('second');
    expect(press(state, ['up', 'up', 'up']).text).toBe('first');
    expect(press(state, ['up', 'up', 'down']).text).toBe('second');
    expect(shown(press(state, ['up', 'down']))).toBe('draft|');
    expect(press(state, ['up', 'x', 'down']).text).toBe('draft');
    expect(press(state, ['down']).text).toBe('draft');
  });

  it('folds a long paste into one character that stands for all of it', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `line ${index}`).join('\n');
    const state = press(createEditor(), ['see ', { type: 'paste', text }, ' end']);
    expect(layOut(state, 60).rows.map((row) => row.text)).toEqual(['see [pasted 10,000 lines] end']);
    expect(unfold(state.text, state.pastes)).toBe(`see ${text} end`);
    const without = press(state, ['alt+b', 'left', 'backspace']);
    expect(without.text).toBe('see  end');
    const back = press(without, ['ctrl+_']);
    expect(unfold(back.text, back.pastes)).toBe(`see ${text} end`);
    expect(layOut(press(createEditor(), [{ type: 'paste', text: 'x'.repeat(1001) }]), 12).rows.map((row) => row.text).join('')).toBe('[pasted 1,001 characters]');
  });

  it('keeps what was pasted byte for byte, and shows nothing of an attack', () => {
    const text = 'a\u001b]52;c;eA==\u0007b\u202ec\u0000d';
    const state = press(createEditor(), [{ type: 'paste', text }]);
    expect(unfold(state.text, state.pastes)).toBe(text);
    expect(layOut(state, 60).rows[0]?.text).toBe('a\ufffd]52;c;eA==\ufffdb\ufffdc\ufffdd');
  });
});
