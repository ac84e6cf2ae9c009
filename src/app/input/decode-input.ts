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

/** A page says what it is written in within its first 1024 bytes (HTML, "Determining the character encoding"). */
const metaPattern = /<meta[^>]{1,200}?charset\s*=\s*["']?([\w:.-]+)/i;

const declaredCharset = (bytes: Buffer, contentType: string): string | undefined =>
  /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? metaPattern.exec(bytes.subarray(0, 1024).toString('latin1'))?.[1];

/** What windows-1252 has from 0x80 to 0x9f: Node 20 reads it, and latin1, which is the same on the web, as ISO 8859-1. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const decodeAs = (bytes: Buffer, charset: string): string => {
  const decoder = new TextDecoder(charset, { fatal: true });
  const text = decoder.decode(bytes);
  return decoder.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80)) : text;
};

/** Text in the character set that it declares; undefined where it declares none that is known, or is not written in it. */
const decodeDeclared = (bytes: Buffer, contentType: string): string | undefined => {
  const charset = declaredCharset(bytes, contentType);
  if (charset === undefined) return undefined;
  try {
    return decodeAs(bytes, charset);
  } catch {
    return undefined;
  }
};

/** Most of what declares another character set, and could be UTF-8, is UTF-8. */
const decodeText = (bytes: Buffer, name: string, contentType: string): string => {
  try {
    return decodeUtf8(bytes, name);
  } catch (error) {
    const text = decodeDeclared(bytes, contentType);
    if (text === undefined) throw error;
    return text;
  }
};

/**
 * The bytes of a file, an address or stdin as text or as an image. A byte order mark decides between UTF-8 and
 * UTF-16 and is not part of the text; what is neither may be in the character set that the content type or a page
 * itself declares. Throws a `usage` error that names the source for anything else.
 */
export const decodeInput = (bytes: Buffer, name: string, contentType = ''): Input => {
  const mediaType = imageType(bytes);
  if (mediaType !== undefined) return { type: 'image', mediaType, base64: bytes.toString('base64') };
  if (startsWith(bytes, 0xff, 0xfe)) return { type: 'text', text: new TextDecoder('utf-16le').decode(bytes) };
  if (startsWith(bytes, 0xfe, 0xff)) return { type: 'text', text: new TextDecoder('utf-16le').decode(Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16()) };
  if (bytes.includes(0) || startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) throw binary(name);
  return { type: 'text', text: decodeText(bytes, name, contentType) };
};

/** The error for an input over the limit. */
export const tooLarge = (name: string): UadaError =>
  new UadaError('usage', `${name} is larger than ${largestInputBytes / 1024 / 1024} MiB, more than any model reads.`, {
    hint: 'Send the part that matters, for example with `head -c` or `grep`.',
  });
