/** What a body turns out to be, whatever its content type says. */
export type BodyKind = 'sse' | 'ndjson' | 'json-array' | 'json' | 'html';

const blanks: ReadonlySet<number | undefined> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const byteOrderMark = [0xef, 0xbb, 0xbf] as const;

/**
 * Decides by the first character that is neither a blank nor the BOM. Undefined while there is none.
 * A lone object is a whole JSON answer where events were expected, and a line where lines were.
 */
export const detectFraming = (expected: 'sse' | 'ndjson', firstBytes: Uint8Array): BodyKind | undefined => {
  let index = 0;
  while (index < byteOrderMark.length && firstBytes[index] === byteOrderMark[index]) index += 1;
  if (index > 0 && index < byteOrderMark.length) return index === firstBytes.length ? undefined : expected;
  while (blanks.has(firstBytes[index])) index += 1;
  return index === firstBytes.length ? undefined : kindOf(firstBytes[index], expected);
};

const kindOf = (byte: number | undefined, expected: 'sse' | 'ndjson'): BodyKind => {
  if (byte === 0x3c) return 'html';
  if (byte === 0x5b) return 'json-array';
  if (byte === 0x7b) return expected === 'ndjson' ? 'ndjson' : 'json';
  return expected;
};
