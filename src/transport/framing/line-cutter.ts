import { createByteBuffer } from './byte-buffer.js';
import { tooLongError } from './framer.js';

/** Cuts bytes into lines; the BOM at the very start is dropped. */
export type LineCutter = {
  /** The lines that these bytes end, without their line ends. */
  push(bytes: Uint8Array): readonly string[];
  /** The last line if it had no line end, else ''. */
  finish(): string;
};

export type LineCutterOptions = {
  /** `any` ends a line at LF, CRLF and lone CR; `lf` at LF only. */
  readonly endings: 'any' | 'lf';
  readonly maxLineBytes: number;
};

const lf = 0x0a;
const cr = 0x0d;

/** Bytes are cut before they are decoded, so that a character split over chunks stays whole. */
export const createLineCutter = ({ endings, maxLineBytes }: LineCutterOptions): LineCutter => {
  const rest = createByteBuffer();
  const endOfLines = endings === 'any' ? afterLastLineEnd : afterLastLf;
  let isAtStart = true;
  let endedInCr = false;

  const takeText = (last: Uint8Array): string => {
    const text = rest.takeText(last);
    const isMarked = isAtStart && text.startsWith('\uFEFF');
    isAtStart = false;
    return isMarked ? text.slice(1) : text;
  };

  const hold = (bytes: Uint8Array): void => {
    rest.append(bytes);
    if (rest.length() > maxLineBytes) throw tooLongError('line', maxLineBytes);
  };

  const push = (chunk: Uint8Array): readonly string[] => {
    if (chunk.length === 0) return [];
    const bytes = endedInCr && chunk[0] === lf ? chunk.subarray(1) : chunk;
    endedInCr = endings === 'any' && chunk.at(-1) === cr;
    const end = endOfLines(bytes);
    const lines = end === 0 ? [] : splitLines(takeText(end === bytes.length ? bytes : bytes.subarray(0, end)), endings);
    assertLengths(lines, maxLineBytes);
    if (end < bytes.length) hold(end === 0 ? bytes : bytes.subarray(end));
    return lines;
  };

  return { push, finish: () => takeText(new Uint8Array()) };
};

const afterLastLf = (bytes: Uint8Array): number => bytes.lastIndexOf(lf) + 1;
const afterLastLineEnd = (bytes: Uint8Array): number => Math.max(bytes.lastIndexOf(lf), bytes.lastIndexOf(cr)) + 1;

const splitLines = (text: string, endings: LineCutterOptions['endings']): string[] => {
  const lines = endings === 'any' && text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  lines.pop();
  return lines;
};

const mostBytesPerUnit = 3;

const assertLengths = (lines: readonly string[], maxLineBytes: number): void => {
  for (const line of lines) {
    if (line.length * mostBytesPerUnit <= maxLineBytes) continue;
    if (Buffer.byteLength(line) > maxLineBytes) throw tooLongError('line', maxLineBytes);
  }
};
