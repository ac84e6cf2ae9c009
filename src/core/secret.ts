import { maskPatterns } from './secret-patterns.js';

const hidden = new WeakMap<Secret, string>();
/** Every credential of this run in each of its spellings, and its mask, so that no sink can show one, whoever put it into a text. */
const known = new Map<string, string>();

/** Shorter ones would turn ordinary words into dots. */
const shortestRedacted = 6;

const maskOf = (value: string): string => (value.length >= 12 ? `…${value.slice(-4)}` : '…');

/** A server that repeats a key may do so inside JSON or an address. */
const spellingsOf = (value: string): readonly string[] => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)];

const isWellFormed = (value: string): boolean => !/[\ud800-\udfff]/.test(value);

/** A credential that cannot be printed by accident: every conversion shows at most its last four characters. */
export class Secret {
  constructor(value: string) {
    hidden.set(this, value);
    if (value.length < shortestRedacted) return;
    for (const spelling of isWellFormed(value) ? spellingsOf(value) : [value]) known.set(spelling, maskOf(value));
  }

  /** The credential itself, for a request header and nothing else. */
  reveal(): string {
    return hidden.get(this) ?? '';
  }

  /** A form that a person recognises: the last four characters of a long credential. */
  mask(): string {
    return maskOf(this.reveal());
  }

  toString(): string {
    return this.mask();
  }

  toJSON(): string {
    return this.mask();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret(${this.mask()})`;
  }
}

/**
 * The text with every credential of this run masked, and whatever else has the form of one. In front of every sink
 * that is not the answer: lines on stderr, errors in every form, `--debug`, the addresses of a dry run, and the ids and
 * names that a server gives. The words of prompts and answers are the person's own: on stdout, in the cache and
 * in the history they stay as they are, byte for byte.
 */
export const redact = (text: string): string => {
  let safe = text;
  for (const [spelling, mask] of known) {
    if (safe.includes(spelling)) safe = safe.replaceAll(spelling, () => mask);
  }
  return maskPatterns(safe);
};
