import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatByteSize, readByteSize, roundByteSize } from '../../src/config/byte-size.js';

describe('readByteSize', () => {
  it.each([['0', 0], ['1234', 1234], ['1KB', 1000], ['1k', 1000], ['500MB', 5e8], ['1.5 gb', 1.5e9], ['64MiB', 67_108_864], ['1GiB', 1_073_741_824], ['2T', 2e12]])(
    'reads %j', (text, value) => {
      expect(readByteSize(text)).toEqual({ value });
    });

  it.each(['', 'big', '-1', '1XB', '1e3', '.5G', '1 000', 'MB'])('refuses %j', (text) => {
    expect(readByteSize(text)).toEqual({ problem: expect.stringContaining('must be a size such as') });
  });

  it('refuses what no file can be', () => {
    expect(readByteSize('99999TB')).toEqual({ problem: 'is too large a size' });
  });

  it('reads back every spelling of formatByteSize exactly', () => {
    fc.assert(fc.property(fc.oneof(fc.nat(), fc.nat({ max: 5000 }).map((count) => count * 1e9), fc.nat({ max: 5000 }).map((count) => count * 2 ** 30)), (bytes) => {
      expect(readByteSize(formatByteSize(bytes))).toEqual({ value: bytes });
    }));
  });

  it.each([[0, '0 B'], [812, '812 B'], [53_568, '53.6 KB'], [1_234_567_890, '1.23 GB'], [2e12, '2 TB']])('shows %d bytes to a person as %s', (bytes, text) => {
    expect(roundByteSize(bytes)).toBe(text);
    expect('value' in readByteSize(text)).toBe(true);
  });
});
