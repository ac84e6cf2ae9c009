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

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;

/** What stands for no character: it takes neither a joiner nor a variation selector. */
const nothing = -1;
const lineFeed = 0x0a;
const replacement = 0xfffd;

/** The code point that ends before the index. */
const codeBefore = (text: string, index: number): number => {
  const unit = text.charCodeAt(index - 1);
  return isLowSurrogate(unit) && index > 1 ? (text.codePointAt(index - 2) ?? nothing) : unit;
};

/** What to print for a suspect code point, given the one printed before it. */
const judge = (code: number, previous: number): number => {
  if (code < 0xa0) return nothing;
  if (isJoiner(code)) return takesJoiner(previous) ? code : nothing;
  if (isVariationSelector(code)) return takesVariationSelector(previous) ? code : nothing;
  if (code === 0x2028 || code === 0x2029) return lineFeed;
  if (isHighSurrogate(code) || isLowSurrogate(code)) return replacement;
  return code > 0xffff && !isHiddenAstral(code) ? code : nothing;
};

/** What is remembered from one piece to the next. */
type Memory = { readonly skipper: SequenceSkipper; previous: number };

/** Runs of printable text are copied whole; only a suspect that is not printed as it is ends one. */
const pass = (text: string, memory: Memory): string => {
  const { skipper } = memory;
  let safe = '';
  let runStart = skipper.skip(text, 0);
  let index = runStart;
  while (index < text.length) {
    const end = findSuspect(text, index);
    if (end > runStart) memory.previous = codeBefore(text, end);
    if (end === text.length) break;
    const code = text.codePointAt(end) ?? nothing;
    const isSequence = skipper.begin(code);
    const printed = isSequence ? nothing : judge(code, memory.previous);
    index = isSequence ? skipper.skip(text, end + 1) : end + (code > 0xffff ? 2 : 1);
    if (printed !== nothing) memory.previous = printed;
    if (printed === code) continue;
    safe += text.slice(runStart, end);
    if (printed !== nothing) safe += String.fromCodePoint(printed);
    runStart = index;
  }
  return runStart === 0 ? text : safe + text.slice(runStart);
};

/**
 * A filter for text from outside (answers, errors, model names, cached text) on its way to a terminal. It drops
 * control sequences in their 7-bit and 8-bit forms, control characters, bidi controls, tags and other invisible
 * characters; joiners and variation selectors stay where they shape what is seen. A sequence cut in two is still
 * dropped, an unterminated one ends at a line feed or after a few thousand characters.
 */
export const createSanitiser = (): Sanitiser => {
  const memory: Memory = { skipper: createSequenceSkipper(), previous: nothing };
  // The first half of a character whose second half is still to come.
  let held = '';
  return {
    push: (text) => {
      if (text === '') return '';
      const whole = held === '' ? text : held + text;
      if (!isHighSurrogate(whole.charCodeAt(whole.length - 1))) {
        held = '';
        return pass(whole, memory);
      }
      held = whole.slice(-1);
      return pass(whole.slice(0, -1), memory);
    },
    finish: () => {
      const rest = pass(held, memory);
      held = '';
      memory.previous = nothing;
      memory.skipper.reset();
      return rest;
    },
  };
};

/** The printable part of a whole text. */
export const sanitise = (text: string): string => {
  const sanitiser = createSanitiser();
  return sanitiser.push(text) + sanitiser.finish();
};
