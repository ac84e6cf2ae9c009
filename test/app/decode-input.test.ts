import { describe, expect, it } from 'vitest';
import { decodeInput } from '../../src/app/input/decode-input.js';

const decode = (...bytes: readonly number[]): unknown => decodeInput(Buffer.from(bytes), 'a file');

describe('the bytes of an input', () => {
  it.each([
    ['UTF-8', Buffer.from('grün 🙂'), 'grün 🙂'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffgrün'), 'grün'],
    ['UTF-16 little endian', Buffer.from('\ufeffgrün 🙂', 'utf16le'), 'grün 🙂'],
    ['UTF-16 big endian', Buffer.from('\ufeffgrün', 'utf16le').swap16(), 'grün'],
  ])('%s is text', (_name, bytes, expected) => {
    expect(decodeInput(bytes, 'x')).toEqual({ type: 'text', text: expected });
  });

  it.each([
    ['png', [0x89, 0x50, 0x4e, 0x47, 0], 'image/png'],
    ['jpeg', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
    ['gif', [...Buffer.from('GIF89a')], 'image/gif'],
    ['webp', [...Buffer.from('RIFF1234WEBP')], 'image/webp'],
  ])('%s is an image by its first bytes', (_name, bytes, mediaType) => {
    expect(decode(...bytes)).toMatchObject({ type: 'image', mediaType });
  });

  it.each([
    ['the content type', Buffer.from('gr\u00fcn', 'latin1'), 'text/html; charset=ISO-8859-1', 'gr\u00fcn'],
    ['a content type in quotes', Buffer.from([0x93, 0x61, 0x94, 0xfc]), 'text/plain;charset="windows-1252"', '\u201ca\u201d\u00fc'],
    ['the page itself', Buffer.from('<!doctype html><meta charset="iso-8859-15"><p>\u00a4', 'latin1'), 'text/html', '<!doctype html><meta charset="iso-8859-15"><p>\u20ac'],
    ['the page itself, the old way', Buffer.from('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">\u00c1', 'latin1'), '', '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">\u0430'],
    ['nothing true: it is UTF-8', Buffer.from('gr\u00fcn'), 'text/html; charset=latin1', 'gr\u00fcn'],
  ])('are read in the character set that is declared by %s', (_name, bytes, contentType, text) => {
    expect(decodeInput(bytes, 'x', contentType)).toEqual({ type: 'text', text });
  });

  it.each(['text/html; charset=klingon', 'text/html; charset=utf-8', 'text/html'])('are refused where %s does not tell how to read them', (contentType) => {
    expect(() => decodeInput(Buffer.from('gr\u00fcn', 'latin1'), 'a page', contentType)).toThrow('a page is not UTF-8 text');
  });

  it('refuses what is neither, by name', () => {
    expect(() => decode(0x7f, 0x45, 0x4c, 0x46, 0)).toThrow('a file is neither text nor an image');
    expect(() => decode(...Buffer.from('%PDF-1.7\n'), 0xe2)).toThrow('a file is neither text nor an image');
    expect(() => decode(0x67, 0xfc, 0x6e)).toThrow('a file is not UTF-8 text');
  });
});
