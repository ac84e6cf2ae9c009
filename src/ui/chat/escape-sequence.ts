/** One control sequence at the start of an input: how long it is, and the chord it stands for, if any. */
export type EscapeSequence = { readonly length: number; readonly chord: string | undefined };

/** Ends of CSI and SS3 sequences (ECMA-48 8.3, xterm "PC-Style Function Keys"). */
const finals: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', M: 'enter' };
const numbered: Readonly<Record<string, string>> = {
  1: 'home', 7: 'home', 4: 'end', 8: 'end', 3: 'delete', 5: 'pageup', 6: 'pagedown', 200: 'paste',
};
const named: Readonly<Record<number, string>> = {
  8: 'backspace', 9: 'tab', 13: 'enter', 27: 'escape', 32: 'space', 127: 'backspace',
  // The keypad.
  57414: 'enter', 57417: 'left', 57418: 'right', 57419: 'up', 57420: 'down', 57423: 'home', 57424: 'end', 57426: 'delete',
};

/** xterm counts modifiers from 1: shift 1, alt 2, ctrl 4. */
const withModifiers = (name: string, parameter: string | undefined): string => {
  const bits = Math.max(0, Number.parseInt(parameter ?? '1', 10) - 1);
  return `${(bits & 4) === 0 ? '' : 'ctrl+'}${(bits & 2) === 0 ? '' : 'alt+'}${(bits & 1) === 0 ? '' : 'shift+'}${name}`;
};

/** What these are without a mode that tells them apart. */
const legacy: Readonly<Record<string, string>> = { 'ctrl+[': 'escape', 'ctrl+i': 'tab', 'ctrl+m': 'enter' };

const isCodePoint = (point: number): boolean => point > 0 && point <= 0x10ffff;

/** The key of a layout with other letters that is where this one is on a Latin keyboard. */
const latin = (point: number, base: number): number => (point > 0x7f && named[point] === undefined && isCodePoint(base) ? base : point);

/**
 * A key as kitty's protocol tells it: its code point, what it gives with shift, and its place on a Latin keyboard,
 * between colons.
 */
const ofCodePoint = (code = '', modifiers = '1'): string | undefined => {
  const [point = NaN, shifted = NaN, base = NaN] = code.split(':').map((part) => Number.parseInt(part, 10));
  if (!isCodePoint(point)) return undefined;
  const bits = Math.max(0, Number.parseInt(modifiers, 10) - 1);
  const sign = isCodePoint(shifted) ? String.fromCodePoint(shifted) : '';
  // A sign that needs shift is known by itself: Ctrl+_ and Alt+<.
  if ((bits & 1) !== 0 && /^[\p{P}\p{S}]$/u.test(sign)) return withModifiers(sign, String((bits & ~1) + 1));
  const key = latin(point, base);
  const chord = withModifiers(named[key] ?? String.fromCodePoint(key).toLowerCase(), modifiers);
  return legacy[chord] ?? chord;
};

const chordOfCsi = (parameters: string, final: string): string | undefined => {
  const [first, second, third] = parameters.split(';');
  if (final === 'u') return ofCodePoint(first, second);
  if (final === 'Z') return 'shift+tab';
  if (final === '~' && first === '27') return ofCodePoint(third, second);
  const name = final === '~' ? numbered[first ?? ''] : finals[final];
  return name === undefined ? undefined : withModifiers(name, second);
};

const csi = /^\u001b\[([\x30-\x3f]*)[\x20-\x2f]*([\x40-\x7e])/;
const openCsi = /^\u001b\[[\x30-\x3f]*[\x20-\x2f]*$/;
const reply = /^\u001b[\]P^_X][^]*?(?:\u0007|\u001b\\)/;
const openReply = /^\u001b[\]P^_X]/;

const controlNames: Readonly<Record<string, string>> = { '\r': 'enter', '\n': 'enter', '\t': 'tab', '\u007f': 'backspace', '\b': 'backspace', '\u001b': 'escape' };

/** The chord of a control character; undefined for one that no key sends. */
export const chordOfControl = (character: string): string | undefined => {
  if (character === '\n') return 'ctrl+j';
  const name = controlNames[character];
  if (name !== undefined) return name;
  const code = character.charCodeAt(0);
  return code < 0x20 ? `ctrl+${String.fromCharCode(code + 0x40).toLowerCase()}` : undefined;
};

const alt = (sequence: EscapeSequence): EscapeSequence =>
  ({ length: sequence.length + 1, chord: sequence.chord === undefined ? undefined : `alt+${sequence.chord}` });

const ofPair = (input: string): EscapeSequence => {
  const character = String.fromCodePoint(input.codePointAt(1) ?? 0);
  const name = controlNames[character] ?? (character < ' ' ? chordOfControl(character) : character);
  return { length: 1 + character.length, chord: name === undefined ? undefined : `alt+${name}` };
};

/** CSI and SS3: function keys, and reports nobody asked for. */
const readFunctionKey = (input: string, isLast: boolean): EscapeSequence | undefined => {
  // The function keys of the Linux console.
  if (/^\u001b\[\[[A-E]/.test(input)) return { length: 4, chord: undefined };
  if (input[1] === 'O') {
    if (input.length > 2) return { length: 3, chord: finals[input[2] ?? ''] };
    return isLast ? ofPair(input) : undefined;
  }
  const found = csi.exec(input);
  if (found !== null) return { length: found[0].length, chord: chordOfCsi(found[1] ?? '', found[2] ?? '') };
  if (openCsi.test(input)) return isLast ? { length: input.length, chord: undefined } : undefined;
  return ofPair(input);
};

const readReply = (input: string, isLast: boolean): EscapeSequence | undefined => {
  const answered = reply.exec(input);
  if (answered !== null) return { length: answered[0].length, chord: undefined };
  return isLast ? { length: input.length, chord: undefined } : undefined;
};

/** Two escapes: the key itself, or Alt before another sequence. */
const readDouble = (input: string, isLast: boolean): EscapeSequence | undefined => {
  if (input.length === 2 && !isLast) return undefined;
  if (!/^[[O]/.test(input.slice(2))) return { length: 1, chord: 'escape' };
  const inner = readFunctionKey(input.slice(1), isLast);
  return inner === undefined ? undefined : alt(inner);
};

/**
 * Reads the control sequence an input starts with, ESC being its first character. Undefined while more may come;
 * `isLast` says that nothing does.
 */
export const readEscape = (input: string, isLast: boolean): EscapeSequence | undefined => {
  if (input.length === 1) return isLast ? { length: 1, chord: 'escape' } : undefined;
  if (input[1] === '\u001b') return readDouble(input, isLast);
  if (input[1] === '[' || input[1] === 'O') return readFunctionKey(input, isLast);
  return openReply.test(input) ? readReply(input, isLast) : ofPair(input);
};
