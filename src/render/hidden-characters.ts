type Ranges = readonly (readonly [first: number, last: number])[];

const suspectRanges: Ranges = [
  [0x00, 0x08], [0x0b, 0x1f], [0x7f, 0x9f], // C0 but TAB and LF, DEL, C1
  [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180e, 0x180e], // invisible
  [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f], // zero-width, line separators, bidi
  [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], // fillers, variation selectors, BOM
  [0xd800, 0xdfff], // surrogates: the pair has to be looked at
  [0xfdd0, 0xfdef], [0xfff0, 0xfffb], [0xfffe, 0xffff], // noncharacters, annotation
];

// Tags and variation selectors; format controls of hieroglyphs, shorthand and musical notation.
const hiddenAstralRanges: Ranges = [[0xe0000, 0xe0fff], [0x13430, 0x1343f], [0x1bca0, 0x1bca3], [0x1d173, 0x1d17a]];

const between = (code: number, first: number, last: number): boolean => code >= first && code <= last;

const [plain, suspect, opensPlainPair] = [0, 1, 2];

const lowHalves = 0x400;
const highHalfOf = (code: number): number => 0xd800 + Math.floor((code - 0x10000) / lowHalves);

/** What a code unit needs: nothing, a closer look, or, for the first half of a pair that may be printed whatever the second is, that second half. */
const findKinds = (): Uint8Array => {
  const kinds = new Uint8Array(0x10000);
  for (const [first, last] of suspectRanges) kinds.fill(suspect, first, last + 1);
  kinds.fill(opensPlainPair, 0xd800, 0xdc00);
  for (const [first, last] of hiddenAstralRanges) kinds.fill(suspect, highHalfOf(first), highHalfOf(last) + 1);
  // The last code points of a plane are noncharacters.
  for (let plane = 1; plane <= 16; plane += 1) kinds[highHalfOf(plane * 0x10000 + 0xffff)] = suspect;
  return kinds;
};

const kinds = findKinds();

/** The index of the next code unit that may not simply be printed, or the text's length. Most of an answer passes through this loop. */
export const findSuspect = (text: string, from: number): number => {
  let index = from;
  for (; index < text.length; index += 1) {
    const kind = kinds[text.charCodeAt(index)];
    if (kind === plain) continue;
    // The second half is asked for only within the text: NaN from beyond its end would make the whole loop slow.
    if (kind !== opensPlainPair || index + 1 === text.length || (text.charCodeAt(index + 1) & 0xfc00) !== 0xdc00) break;
    index += 1;
  }
  return index;
};

/** Whether a code point above U+FFFF shows nothing or steers the display: tags, format controls, noncharacters. */
export const isHiddenAstral = (code: number): boolean =>
  (code & 0xfffe) === 0xfffe || hiddenAstralRanges.some(([first, last]) => between(code, first, last));

export const isVariationSelector = (code: number): boolean => between(code, 0xfe00, 0xfe0f) || between(code, 0xe0100, 0xe01ef);

export const isJoiner = (code: number): boolean => code === 0x200c || code === 0x200d;

/** A question about a code point that is asked once: text full of emoji would ask its expression at every other character. */
const remembered = (ask: (code: number) => boolean): ((code: number) => boolean) => {
  let answers: Uint8Array | undefined;
  return (code) => {
    if (code < 0) return false;
    answers ??= new Uint8Array(0x110000);
    if (answers[code] === 0) answers[code] = ask(code) ? 2 : 1;
    return answers[code] === 2;
  };
};

// Expressions over properties stand where they are used: to make one takes longer than to print a short answer.
const isJoinable = (character: string): boolean => /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?=[^\0-\u02ff])[\p{L}\p{M}]/u.test(character);

/** Joiners shape emoji and scripts such as Arabic or Devanagari; after anything else they only hide. */
export const takesJoiner = remembered((previous) => isJoinable(String.fromCodePoint(previous)));

const isSelectable = (character: string): boolean => /[0-9#*]|(?=[^\0-\u024f])[\p{L}\p{M}\p{N}\p{S}\p{P}]|[\u00a9\u00ae]/u.test(character);

/** A variation selector belongs to the one visible character before it; several in a row carry hidden data. */
export const takesVariationSelector = remembered((previous) => isSelectable(String.fromCodePoint(previous)) && !isVariationSelector(previous));
