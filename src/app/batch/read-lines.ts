import { UadaError } from '../../core/errors.js';
import { largestInputBytes } from '../input/decode-input.js';

/** A line of a file. */
export type NumberedLine = {
  /** From 1. */
  readonly number: number;
  /** Without its end; null when it is not UTF-8. */
  readonly text: string | null;
  /** Where it begins, in bytes. */
  readonly offset: number;
  /** Its bytes, its end included. */
  readonly byteLength: number;
  /** False for a last line without an end. */
  readonly isEnded: boolean;
};

type Place = Omit<NumberedLine, 'text'>;

const newline = 10;
const carriageReturn = 13;
const byteOrderMark = '\ufeff';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const decode = (bytes: Buffer, place: Place): NumberedLine => {
  const end = bytes.at(-1) === carriageReturn ? bytes.length - 1 : bytes.length;
  try {
    const text = utf8.decode(bytes.subarray(0, end));
    return { ...place, text: place.number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text };
  } catch {
    return { ...place, text: null };
  }
};

const tooLong = (name: string, number: number, mostBytes: number): UadaError =>
  new UadaError('usage', `${name}, line ${number}: It is longer than ${mostBytes / 1024 / 1024} MiB.`, { hint: 'Is the input JSON Lines, one object a line?' });

/**
 * The lines of a stream of bytes, one at a time, so that an input of any length takes the memory of one line. Throws
 * a `usage` error for a line over 32 MiB, or as many bytes as are given.
 */
export async function* readLines(source: AsyncIterable<Uint8Array>, name: string, mostBytes = largestInputBytes): AsyncGenerator<NumberedLine> {
  let parts: Buffer[] = [];
  let size = 0;
  let number = 1;
  let offset = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      const line = parts.length === 0 ? bytes.subarray(start, end) : Buffer.concat([...parts, bytes.subarray(start, end)]);
      yield decode(line, { number, offset, byteLength: line.length + 1, isEnded: true });
      offset += line.length + 1;
      parts = [];
      size = 0;
      number += 1;
      start = end + 1;
    }
    if (start < bytes.length) parts.push(bytes.subarray(start));
    size += bytes.length - start;
    if (size > mostBytes) throw tooLong(name, number, mostBytes);
  }
  if (size > 0) yield decode(Buffer.concat(parts), { number, offset, byteLength: size, isEnded: false });
}
