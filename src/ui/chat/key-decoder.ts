import { chordOfControl, readEscape } from './escape-sequence.js';
import type { Key } from './key.js';

/** Turns what a terminal sends into keys. Cutting the input into other pieces changes nothing but pastes nobody marked. */
export type KeyDecoder = {
  push(input: string): readonly Key[];
  /** Whether an escape sequence has begun that may as well be the Escape key. */
  isWaiting(): boolean;
  /** Nothing followed: what is held back is taken as it is. */
  flush(): readonly Key[];
};

const pasteEnd = '\u001b[201~';
/** Nobody types this much between two reads. */
const leastUnmarkedPaste = 64;

/** Ctrl-C, also as kitty's protocol tells it, with Caps Lock and Num Lock (64 and 128) or without. */
const interrupt = /^(?:\u0003|\u001b\[(?:\d+::)?99;(?:5|69|133|197)u)$/;

/** Line ends as LF. */
const normalise = (text: string): string => text.replace(/\r\n?/g, '\n');

/** A terminal that does not mark pastes sends them as if they were typed: lines within one piece tell. */
const isUnmarkedPaste = (input: string): boolean =>
  input.length >= leastUnmarkedPaste && !input.includes('\u001b') && /[\r\n][^\r\n]/.test(input);

/** How much of the end may be the beginning of the mark. */
const partialMark = (text: string): number => {
  for (let length = Math.min(pasteEnd.length - 1, text.length); length > 0; length -= 1) {
    if (text.endsWith(pasteEnd.slice(0, length))) return length;
  }
  return 0;
};

const text = /^[^\u0000-\u001f\u007f]+/;

export const createKeyDecoder = (): KeyDecoder => {
  let held = '';
  let pasted: string[] | undefined;

  /** Takes up the paste; what follows it is given back. */
  const continuePaste = (input: string, pieces: string[], keys: Key[]): string => {
    const end = input.indexOf(pasteEnd);
    // A paste whose end got lost must not hold a person captive.
    const isGivenUp = interrupt.test(input);
    if (end < 0 && !isGivenUp) {
      const kept = partialMark(input);
      pieces.push(input.slice(0, input.length - kept));
      held = input.slice(input.length - kept);
      return '';
    }
    pasted = undefined;
    keys.push({ type: 'paste', text: normalise(pieces.join('') + (isGivenUp ? '' : input.slice(0, end))) });
    return isGivenUp ? '' : input.slice(end + pasteEnd.length);
  };

  const takeEscape = (input: string, isLast: boolean, keys: Key[]): string => {
    const sequence = readEscape(input, isLast);
    if (sequence === undefined) {
      held = input;
      return '';
    }
    if (sequence.chord === 'paste') pasted = [];
    else if (sequence.chord !== undefined) keys.push({ type: 'chord', chord: sequence.chord });
    return input.slice(sequence.length);
  };

  const takePlain = (input: string, keys: Key[]): string => {
    const run = text.exec(input)?.[0];
    if (run !== undefined) keys.push({ type: 'text', text: run });
    const chord = run === undefined ? chordOfControl(input.charAt(0)) : undefined;
    if (chord !== undefined) keys.push({ type: 'chord', chord });
    return input.slice(run?.length ?? 1);
  };

  const decode = (input: string, isLast: boolean): readonly Key[] => {
    const keys: Key[] = [];
    held = '';
    for (let rest = input; rest !== '';) {
      if (pasted !== undefined) rest = continuePaste(rest, pasted, keys);
      else rest = rest.startsWith('\u001b') ? takeEscape(rest, isLast, keys) : takePlain(rest, keys);
    }
    return keys;
  };

  return {
    push: (input) => (held === '' && pasted === undefined && isUnmarkedPaste(input) ? [{ type: 'paste', text: normalise(input) }] : decode(held + input, false)),
    isWaiting: () => held !== '' && pasted === undefined,
    flush: () => (pasted === undefined ? decode(held, true) : []),
  };
};
