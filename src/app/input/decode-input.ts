import { UadaError } from '../../core/errors.js';
import type { ImagePart } from '../../core/request.js';

/** Something a person put in: text, or an image told by its first bytes. */
export type Input = { readonly type: 'text'; readonly text: string } | ImagePart;

/** More than any model reads, and little enough to hold in memory several times. */
export const largestInputBytes = 32 * 1024 * 1024;

const startsWith = (bytes: Buffer, ...start: readonly number[]): boolean => start.every((byte, index) => bytes[index] === byte);

/** Image formats that the providers take, by their signatures. */
const imageType = (bytes: Buffer): string | undefined => {
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (bytes.subarray(0, 6).toString('latin1').startsWith('GIF8')) return 'image/gif';
  const isWebp = bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP';
  return isWebp ? 'image/webp' : undefined;
};

const binary = (name: string): UadaError =>
  new UadaError('usage', `${name} is neither text nor an image (png, jpeg, gif, webp).`, {
    hint: 'Convert it to text first, for example with `pdftotext file.pdf - | uada complete "…"`.',
  });

/** Bytes as text, without a byte order mark. Throws a `usage` error that names the source for anything but UTF-8. */
export const decodeUtf8 = (bytes: Buffer, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UadaError('usage', `${name} is not UTF-8 text.`, { hint: `Convert it first, for example with \`iconv -f latin1 -t utf-8\`.` });
  }
};

/**
 * The bytes of a file or of stdin as text or as an image. A byte order mark decides between UTF-8 and
 * UTF-16 and is not part of the text. Throws a `usage` error that names the source for anything else.
 */
export const decodeInput = (bytes: Buffer, name: string): Input => {
  const mediaType = imageType(bytes);
  if (mediaType !== undefined) return { type: 'image', mediaType, base64: bytes.toString('base64') };
  if (startsWith(bytes, 0xff, 0xfe)) return { type: 'text', text: new TextDecoder('utf-16le').decode(bytes) };
  if (startsWith(bytes, 0xfe, 0xff)) return { type: 'text', text: new TextDecoder('utf-16le').decode(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()) };
  if (bytes.includes(0) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) throw binary(name);
  return { type: 'text', text: decodeUtf8(bytes, name) };
};

/** The error for an input over the limit. */
export const tooLarge = (name: string): UadaError =>
  new UadaError('usage', `${name} is larger than ${largestInputBytes / 1024 / 1024} MiB, more than any model reads.`, {
    hint: 'Send the part that matters, for example with `head -c` or `grep`.',
  });
