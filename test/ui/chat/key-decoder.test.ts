import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Key } from '../../../src/ui/chat/key.js';
import { createKeyDecoder } from '../../../src/ui/chat/key-decoder.js';

const read = (...pieces: readonly string[]): readonly Key[] => {
  const decoder = createKeyDecoder();
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.flush()];
};
const chords = (input: string): readonly string[] => read(input).map((key) => (key.type === 'chord' ? key.chord : `${key.type}:${key.text}`));

/** Neighbouring texts as one, because a cut makes two of them. */
const joined = (keys: readonly Key[]): readonly Key[] => keys.reduce<Key[]>((all, key) => {
  const last = all.at(-1);
  if (key.type === 'text' && last?.type === 'text') return [...all.slice(0, -1), { type: 'text', text: last.text + key.text }];
  return [...all, key];
}, []);

describe('the keys of a terminal', () => {
  it.each([
    ['\r', 'enter'], ['\n', 'ctrl+j'], ['\u001b\r', 'alt+enter'], ['\u001b\n', 'alt+enter'], ['\u001b[13;2u', 'shift+enter'], ['\u001b[27;5;13~', 'ctrl+enter'],
    ['\u001b[D', 'left'], ['\u001bOD', 'left'], ['\u001b[1;5C', 'ctrl+right'], ['\u001b[1;3C', 'alt+right'], ['\u001b\u001b[C', 'alt+right'], ['\u001bb', 'alt+b'],
    ['\u001b[H', 'home'], ['\u001bOF', 'end'], ['\u001b[1~', 'home'], ['\u001b[8~', 'end'], ['\u001b[3~', 'delete'], ['\u001b[3;5~', 'ctrl+delete'],
    ['\u007f', 'backspace'], ['\u001b\u007f', 'alt+backspace'], ['\u0003', 'ctrl+c'], ['\u001f', 'ctrl+_'], ['\u001a', 'ctrl+z'], ['\t', 'tab'], ['\u001b[Z', 'shift+tab'],
    ['\u001b', 'escape'], ['\u001b\u001b', 'escape,escape'], ['\u001b[99;5u', 'ctrl+c'], ['hé中', 'text:hé中'],
    ['\u001b[1089::99;5u', 'ctrl+c'], ['\u001b[45:95;6u', 'ctrl+_'], ['\u001b[44:60;4u', 'alt+<'], ['\u001b[122:90;4u', 'alt+shift+z'], ['\u001b[91;5u', 'escape'],
    ['\u001b[105;5u', 'tab'], ['\u001b[57417u', 'left'], ['\u001b[27u', 'escape'], ['\u001b[1078;3u', 'alt+ж'], ['\u001b[32;2u', 'shift+space'], ['\u001b[13;65u', 'enter'], ['\u001b[0u\u001b[:u', ''],
    ['\u001b[I\u001b[?62;4c\u001b]11;rgb:0/0/0\u0007\u001bP1$r0m\u001b\\\u001b[[Ax', 'text:x'],
  ])('reads %j', (input, expected) => {
    expect(chords(input).join(',')).toBe(expected);
  });

  it('are the same however the input is cut', () => {
    const part = fc.constantFrom('a', 'é中👨‍👩‍👧', '\r', '\u001b[1;5C', '\u001bOD', '\u001bb', '\u001b\u001b[C', '\u001b[200~one\rtwo\u001b[x\r\n\u001b[201~', '\u0003', '\u001b]0;x\u0007');
    fc.assert(fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 20 }), (parts, cuts) => {
      const input = parts.join('');
      const places = [...new Set(cuts.map((cut) => cut % (input.length + 1)))].toSorted((left, right) => left - right);
      const pieces = [0, ...places].map((from, index) => input.slice(from, places[index] ?? input.length));
      expect(joined(read(...pieces))).toEqual(joined(read(...Array.from({ length: input.length }, (_, index) => input.charAt(index)))));
    }));
  });

  it('waits for what may follow an escape', () => {
    const decoder = createKeyDecoder();
    expect(decoder.push('\u001b')).toEqual([]);
    expect(decoder.isWaiting()).toBe(true);
    expect(decoder.push('[A')).toEqual([{ type: 'chord', chord: 'up' }]);
    expect(decoder.isWaiting()).toBe(false);
  });
});

describe('a paste', () => {
  it('is one key with line feeds, however long it is and whatever is in it', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `line ${index} \u001b[31m`);
    const input = `\u001b[200~${lines.join('\r')}\u001b[201~`;
    const pieces = Array.from({ length: Math.ceil(input.length / 1021) }, (_, index) => input.slice(index * 1021, (index + 1) * 1021));
    expect(read(...pieces)).toEqual([{ type: 'paste', text: lines.join('\n') }]);
  });

  it.each(['\u0003', '\u001b[99;5u', '\u001b[1089::99;5u', '\u001b[99;69u', '\u001b[99;133u', '\u001b[99;197u'])('ends with Ctrl-C as %j when its end got lost', (ctrlC) => {
    expect(read('\u001b[200~lost', ctrlC, 'x')).toEqual([{ type: 'paste', text: 'lost' }, { type: 'text', text: 'x' }]);
  });

  it('is found in a terminal that does not mark it', () => {
    expect(read(`${'x'.repeat(70)}\rmore\r`)).toEqual([{ type: 'paste', text: `${'x'.repeat(70)}\nmore\n` }]);
    expect(read('short\r')).toEqual([{ type: 'text', text: 'short' }, { type: 'chord', chord: 'enter' }]);
  });
});
