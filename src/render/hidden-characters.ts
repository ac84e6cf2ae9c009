const between = (code: number, first: number, last: number): boolean => code >= first && code <= last;

const suspectRanges: readonly (readonly [number, number])[] = [
  [0x00, 0x08], [0x0b, 0x1f], [0x7f, 0x9f], // C0 but TAB and LF, DEL, C1
  [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180e, 0x180e], // invisible
  [0x200b, 0x200f], [0x2028, 0x202e], [0x2060, 0x206f], // zero-width, line separators, bidi
  [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], // fillers, variation selectors, BOM
  [0xd800, 0xdfff], // surrogates: the pair has to be looked at
  [0xfdd0, 0xfdef], [0xfff0, 0xfffb], [0xfffe, 0xffff], // noncharacters, annotation
];

const suspects = new Uint8Array(0x10000);
for (const [first, last] of suspectRanges) suspects.fill(1, first, last + 1);

/** The index of the next code unit that may not simply be printed, or the text's length. */
export const findSuspect = (text: string, from: number): number => {
  let index = from;
  while (index < text.length && suspects[text.charCodeAt(index)] === 0) index += 1;
  return index;
};

/** Whether a code point above U+FFFF shows nothing or steers the display: tags, format controls, noncharacters. */
export const isHiddenAstral = (code: number): boolean =>
  between(code, 0xe0000, 0xe0fff) || (code & 0xfffe) === 0xfffe
  || between(code, 0x13430, 0x1343f) || between(code, 0x1bca0, 0x1bca3) || between(code, 0x1d173, 0x1d17a);

export const isVariationSelector = (code: number): boolean => between(code, 0xfe00, 0xfe0f) || between(code, 0xe0100, 0xe01ef);

export const isJoiner = (code: number): boolean => code === 0x200c || code === 0x200d;

const joinable = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?=[^\0-\u02ff])[\p{L}\p{M}]/u;

/** Joiners shape emoji and scripts such as Arabic or Devanagari; after anything else they only hide. */
export const takesJoiner = (previous: string): boolean => joinable.test(previous);

const selectable = /[0-9#*]|(?=[^\0-\u024f])[\p{L}\p{M}\p{N}\p{S}\p{P}]|[\u00a9\u00ae]/u;

/** A variation selector belongs to the one visible character before it; several in a row carry hidden data. */
export const takesVariationSelector = (previous: string): boolean =>
  selectable.test(previous) && !isVariationSelector(previous.codePointAt(0) ?? 0);
