/** Skips terminal control sequences, also ones that arrive in pieces. */
export type SequenceSkipper = {
  /** Enters a sequence if this code unit begins one (ESC, or an 8-bit CSI, OSC, DCS, SOS, PM or APC). */
  begin(code: number): boolean;
  /** Skips from `index` to the end of the sequence or of the text and gives the next index to read. */
  skip(text: string, index: number): number;
  reset(): void;
};

// Numbers: a text full of sequences asks for the next state at every character.
const [ground, afterEsc, intermediate, csi, string, stringEsc] = [0, 1, 2, 3, 4, 5] as const;
type State = typeof ground | typeof afterEsc | typeof intermediate | typeof csi | typeof string | typeof stringEsc;
/** The state after a code unit that is swallowed; below 0 it is looked at again, outside of a sequence or as the first one behind ESC. */
type Step = State | typeof leave | typeof reparse;
const [leave, reparse] = [-1, -2] as const;

// Longer than any sequence in honest use; beyond it the text is wanted more than the rest of the sequence.
const longestCsi = 128;
const longestString = 4096;

const escape = 0x1b;
const lineFeed = 0x0a;
/** The second characters of `[`, `]`, `P`, `X`, `^`, `_`, and screen's own `k` (title). */
const openers: ReadonlyMap<number, State> = new Map<number, State>([[0x5b, csi], [0x5d, string], [0x50, string], [0x58, string], [0x5e, string], [0x5f, string], [0x6b, string]]);
const eightBit: ReadonlyMap<number, State> = new Map<number, State>([[0x9b, csi], [0x9d, string], [0x90, string], [0x98, string], [0x9e, string], [0x9f, string]]);

const stepAfterEsc = (code: number): Step => {
  const opened = openers.get(code);
  if (opened !== undefined) return opened;
  if (code === escape) return afterEsc;
  if (code >= 0x20 && code <= 0x2f) return intermediate;
  return code >= 0x30 && code <= 0x7e ? ground : leave;
};

const stepInShort = (code: number, length: number, stay: State, lastParameter: number): Step => {
  if (length > longestCsi) return leave;
  if (code >= 0x20 && code <= lastParameter) return stay;
  return code > lastParameter && code <= 0x7e ? ground : leave;
};

const stepInString = (code: number, length: number): Step => {
  if (code === lineFeed || length > longestString) return leave;
  if (code === escape) return stringEsc;
  // BEL, CAN, SUB and the 8-bit ST end it.
  return code === 0x07 || code === 0x18 || code === 0x1a || code === 0x9c ? ground : string;
};

const step = (state: State, code: number, length: number): Step => {
  switch (state) {
    case ground: return leave;
    case afterEsc: return stepAfterEsc(code);
    case intermediate: return stepInShort(code, length, intermediate, 0x2f);
    case csi: return stepInShort(code, length, csi, 0x3f);
    case string: return stepInString(code, length);
    case stringEsc: return code === 0x5c ? ground : reparse;
  }
};

const isSwallowed = (next: Step): next is State => next >= 0;

/** A skipper in its ground state. A line feed, or a length no honest sequence has, ends every sequence. */
export const createSequenceSkipper = (): SequenceSkipper => {
  let state: State = ground;
  let length = 0;
  return {
    begin: (code) => {
      if (code > 0x9f) return false;
      state = code === escape ? afterEsc : eightBit.get(code) ?? ground;
      length = 0;
      return state !== ground;
    },
    skip: (text, from) => {
      let index = from;
      while (index < text.length && state !== ground) {
        const next = step(state, text.charCodeAt(index), length);
        length += 1;
        if (isSwallowed(next)) index += 1;
        state = isSwallowed(next) ? next : next === leave ? ground : afterEsc;
      }
      return index;
    },
    reset: () => {
      state = ground;
    },
  };
};
