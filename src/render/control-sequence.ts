/** Skips terminal control sequences, also ones that arrive in pieces. */
export type SequenceSkipper = {
  /** True while the next character belongs to a sequence. */
  readonly isInside: () => boolean;
  /** Enters a sequence if this code unit begins one (ESC, or an 8-bit CSI, OSC, DCS, SOS, PM or APC). */
  begin(code: number): boolean;
  /** Skips from `index` to the end of the sequence or of the text and gives the next index to read. */
  skip(text: string, index: number): number;
  reset(): void;
};

type State = 'ground' | 'escape' | 'intermediate' | 'csi' | 'string' | 'string-escape';
/** What a code unit does: the state after it, and whether it is swallowed. */
type Step = { readonly next: State; readonly isTaken: boolean };

const take = (next: State): Step => ({ next, isTaken: true });
const leave: Step = { next: 'ground', isTaken: false };
const reparse: Step = { next: 'escape', isTaken: false };
const steps = { ground: take('ground'), escape: take('escape'), intermediate: take('intermediate'), csi: take('csi'), string: take('string'), stringEscape: take('string-escape') };

// Longer than any sequence in honest use; beyond it the text is wanted more than the rest of the sequence.
const longestCsi = 128;
const longestString = 4096;

const escape = 0x1b;
const lineFeed = 0x0a;
/** The second characters of `[`, `]`, `P`, `X`, `^`, `_`, and screen's own `k` (title). */
const openers: ReadonlyMap<number, Step> = new Map([
  [0x5b, steps.csi], [0x5d, steps.string], [0x50, steps.string], [0x58, steps.string], [0x5e, steps.string], [0x5f, steps.string], [0x6b, steps.string],
]);
const eightBit: ReadonlyMap<number, State> = new Map([
  [escape, 'escape'], [0x9b, 'csi'], [0x9d, 'string'], [0x90, 'string'], [0x98, 'string'], [0x9e, 'string'], [0x9f, 'string'],
]);

const afterEscape = (code: number): Step => {
  const opener = openers.get(code);
  if (opener !== undefined) return opener;
  if (code === escape) return steps.escape;
  if (code >= 0x20 && code <= 0x2f) return steps.intermediate;
  return code >= 0x30 && code <= 0x7e ? steps.ground : leave;
};

const insideShort = (code: number, length: number, stay: Step, lastParameter: number): Step => {
  if (length > longestCsi) return leave;
  if (code >= 0x20 && code <= lastParameter) return stay;
  return code > lastParameter && code <= 0x7e ? steps.ground : leave;
};

const insideString = (code: number, length: number): Step => {
  if (code === lineFeed || length > longestString) return leave;
  if (code === escape) return steps.stringEscape;
  // BEL, CAN, SUB and the 8-bit ST end it.
  return code === 0x07 || code === 0x18 || code === 0x1a || code === 0x9c ? steps.ground : steps.string;
};

const step = (state: State, code: number, length: number): Step => {
  switch (state) {
    case 'ground': return leave;
    case 'escape': return afterEscape(code);
    case 'intermediate': return insideShort(code, length, steps.intermediate, 0x2f);
    case 'csi': return insideShort(code, length, steps.csi, 0x3f);
    case 'string': return insideString(code, length);
    case 'string-escape': return code === 0x5c ? steps.ground : reparse;
  }
};

/** A skipper in its ground state. A line feed, or a length no honest sequence has, ends every sequence. */
export const createSequenceSkipper = (): SequenceSkipper => {
  let state: State = 'ground';
  let length = 0;
  return {
    isInside: () => state !== 'ground',
    begin: (code) => {
      if (code > 0x9f) return false;
      state = eightBit.get(code) ?? 'ground';
      length = 0;
      return state !== 'ground';
    },
    skip: (text, from) => {
      let index = from;
      while (index < text.length && state !== 'ground') {
        const { next, isTaken } = step(state, text.charCodeAt(index), length);
        state = next;
        length += 1;
        if (isTaken) index += 1;
      }
      return index;
    },
    reset: () => {
      state = 'ground';
    },
  };
};
