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

  it('refuses what is neither, by name', () => {
    expect(() => decode(0x7f, 0x45, 0x4c, 0x46, 0)).toThrow('a file is neither text nor an image');
    expect(() => decode(...Buffer.from('%PDF-1.7\n'), 0xe2)).toThrow('a file is neither text nor an image');
    expect(() => decode(0x67, 0xfc, 0x6e)).toThrow('a file is not UTF-8 text');
  });
});
