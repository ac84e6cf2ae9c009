import { createSequenceSkipper } from './control-sequence.js';
import type { SequenceSkipper } from './control-sequence.js';
import { findSuspect, isHiddenAstral, isJoiner, isVariationSelector, takesJoiner, takesVariationSelector } from './hidden-characters.js';

/** Lets only printable text, LF and TAB through to a terminal, piece by piece. */
export type Sanitiser = {
  /** What of this piece is safe to print. Cutting a text into other pieces never changes the whole result. */
  push(text: string): string;
  /** What was held back. Afterwards the sanitiser is as new. */
  finish(): string;
};

const replacement = '\ufffd';

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

const characterBefore = (text: string, index: number): string =>
  isLowSurrogate(text.charCodeAt(index - 1)) ? text.slice(Math.max(0, index - 2), index) : text.slice(index - 1, index);

/** What to print for a suspect character, given the one printed before it. */
const judge = (character: string, code: number, previous: string): string => {
  if (code === 0x2028 || code === 0x2029) return '\n';
  if (isHighSurrogate(code) || isLowSurrogate(code)) return replacement;
  if (isJoiner(code)) return takesJoiner(previous) ? character : '';
  if (isVariationSelector(code)) return takesVariationSelector(previous) ? character : '';
  return code > 0xffff && !isHiddenAstral(code) ? character : '';
};

type Passed = { readonly safe: string; readonly previous: string };

/** Runs of printable text are copied whole; only a suspect that is not printed as it is ends one. */
const pass = (text: string, skipper: SequenceSkipper, before: string): Passed => {
  let safe = '';
  let previous = before;
  let runStart = skipper.skip(text, 0);
  let index = runStart;
  while (index < text.length) {
    const end = findSuspect(text, index);
    if (end > runStart) previous = characterBefore(text, end);
    if (end === text.length) break;
    const code = text.codePointAt(end) ?? 0;
    const character = code > 0xffff ? text.slice(end, end + 2) : text.charAt(end);
    const isSequence = skipper.begin(code);
    const printed = isSequence ? '' : judge(character, code, previous);
    index = isSequence ? skipper.skip(text, end + 1) : end + character.length;
    if (printed === character) continue;
    safe += text.slice(runStart, end) + printed;
    if (printed !== '') previous = printed;
    runStart = index;
  }
  if (text.length > runStart) previous = characterBefore(text, text.length);
  return { safe: runStart === 0 ? text : safe + text.slice(runStart), previous };
};

/**
 * A filter for text from outside (answers, errors, model names, cached text) on its way to a terminal. It drops
 * control sequences in their 7-bit and 8-bit forms, control characters, bidi controls, tags and other invisible
 * characters; joiners and variation selectors stay where they shape what is seen. A sequence cut in two is still
 * dropped, an unterminated one ends at a line feed or after a few thousand characters.
 */
export const createSanitiser = (): Sanitiser => {
  const skipper = createSequenceSkipper();
  let previous = '';
  // The first half of a character whose second half is still to come.
  let held = '';
  const run = (text: string): string => {
    const passed = pass(text, skipper, previous);
    previous = passed.previous;
    return passed.safe;
  };
  return {
    push: (text) => {
      const whole = held + text;
      held = isHighSurrogate(whole.charCodeAt(whole.length - 1)) ? whole.slice(-1) : '';
      return run(held === '' ? whole : whole.slice(0, -1));
    },
    finish: () => {
      const rest = run(held);
      held = '';
      previous = '';
      skipper.reset();
      return rest;
    },
  };
};

/** The printable part of a whole text. */
export const sanitise = (text: string): string => {
  const sanitiser = createSanitiser();
  return sanitiser.push(text) + sanitiser.finish();
};
