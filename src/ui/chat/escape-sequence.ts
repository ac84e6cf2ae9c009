/** One control sequence at the start of an input: how long it is, and the chord it stands for, if any. */
export type EscapeSequence = { readonly length: number; readonly chord: string | undefined };

/** Ends of CSI and SS3 sequences (ECMA-48 8.3, xterm "PC-Style Function Keys"). */
const finals: Readonly<Record<string, string>> = { A: 'up', B: 'down', C: 'right', D: 'left', H: 'home', F: 'end', M: 'enter' };
const numbered: Readonly<Record<string, string>> = {
  1: 'home', 7: 'home', 4: 'end', 8: 'end', 3: 'delete', 5: 'pageup', 6: 'pagedown', 200: 'paste',
};
const named: Readonly<Record<number, string>> = { 8: 'backspace', 9: 'tab', 13: 'enter', 27: 'escape', 32: 'space', 57414: 'enter', 127: 'backspace' };

/** xterm counts modifiers from 1: shift 1, alt 2, ctrl 4. */
const withModifiers = (name: string, parameter: string | undefined): string => {
  const bits = Math.max(0, Number.parseInt(parameter ?? '1', 10) - 1);
  return `${(bits & 4) === 0 ? '' : 'ctrl+'}${(bits & 2) === 0 ? '' : 'alt+'}${(bits & 1) === 0 ? '' : 'shift+'}${name}`;
};

const ofCodePoint = (code: string | undefined, modifiers: string | undefined): string | undefined => {
  const point = Number.parseInt(code ?? '', 10);
  if (!(point >= 0 && point <= 0x10ffff)) return undefined;
  return withModifiers(named[point] ?? String.fromCodePoint(point).toLowerCase(), modifiers);
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
