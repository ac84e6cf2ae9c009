import { afterEach, describe, expect, it, vi } from 'vitest';
import { UadaError } from '../../../src/core/errors.js';
import type { Framer } from '../../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../../src/transport/framing/json-array-framer.js';
import { createNdjsonFramer } from '../../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';
import { feed, toBytes } from './chunked.js';

const inPieces = (bytes: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

const failure = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

const megabyte = 1024 * 1024;

describe('the limit of one event', () => {
  const limited = { maxEventBytes: 100 };
  const endless = toBytes('x'.repeat(101));
  const cases: readonly (readonly [string, Framer, Uint8Array, string])[] = [
    ['an SSE line without end', createSseFramer(limited), endless, 'a line longer than 100 bytes'],
    ['an SSE comment without end', createSseFramer(limited), toBytes(`:${'x'.repeat(100)}`), 'a line longer than'],
    ['an ended SSE line', createSseFramer(limited), toBytes(`data: ${'é'.repeat(48)}\n`), 'a line longer than'],
    ['many SSE lines', createSseFramer(limited), toBytes('data: 0123456789\n'.repeat(10)), 'an event longer than'],
    ['bare JSON lines', createSseFramer(limited), toBytes(`{\n${'"a":\n'.repeat(30)}`), 'an event longer than'],
    ['an NDJSON line', createNdjsonFramer(limited), endless, 'a line longer than'],
    ['a JSON array element', createJsonArrayFramer(limited), toBytes(`[{"a":"${'x'.repeat(100)}`), 'an array element longer than'],
  ];

  it.each(cases)('stops %s', (_name, framer, bytes, words) => {
    const error = failure(() => inPieces(bytes, 7).map((piece) => framer.push(piece)));
    expect(error).toBeInstanceOf(UadaError);
    expect(error).toMatchObject({ kind: 'provider', message: expect.stringContaining(words) });
  });

  it('is the same in one chunk', () => {
    expect(failure(() => createJsonArrayFramer(limited).push(toBytes(`[{"a":"${'x'.repeat(100)}"}]`)))).toBeInstanceOf(UadaError);
    expect(failure(() => createNdjsonFramer(limited).push(toBytes(`${'x'.repeat(101)}\n`)))).toBeInstanceOf(UadaError);
  });

  it('does not count what was delivered', () => {
    const framer = createSseFramer(limited);
    expect(feed(framer, inPieces(toBytes('data: 0123456789\n\n'.repeat(1000)), 13))).toHaveLength(1000);
  });

  it('is 8 MiB unless told', () => {
    const line = `data: ${'x'.repeat(8 * megabyte - 6)}`;
    expect(feed(createSseFramer(), [toBytes(line)])[0]?.data).toHaveLength(8 * megabyte - 6);
    expect(failure(() => createSseFramer().push(toBytes(`${line}x`)))).toMatchObject({ message: expect.stringContaining('8 MiB') });
  });
});

describe('the work', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const creators: readonly (readonly [string, () => Framer, (text: string) => string])[] = [
    ['SSE', () => createSseFramer(), (text) => `data: "${text}"\n\n`],
    ['NDJSON', () => createNdjsonFramer(), (text) => `{"a":"${text}"}\n`],
    ['JSON array', () => createJsonArrayFramer(), (text) => `[{"a":"${text}"}]`],
  ];

  it.each(creators)('%s copies a long event a bounded number of times, however small the pieces', (_name, create, wrap) => {
    const bytes = toBytes(wrap('x'.repeat(megabyte)));
    let copiedBytes = 0;
    const original = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'set')?.value;
    vi.spyOn(Uint8Array.prototype, 'set').mockImplementation(function (this: Uint8Array, source: ArrayLike<number>, offset?: number) {
      copiedBytes += source.length;
      original.call(this, source, offset);
    });
    expect(feed(create(), inPieces(bytes, 64))).toHaveLength(1);
    expect(copiedBytes).toBeGreaterThanOrEqual(megabyte);
    expect(copiedBytes).toBeLessThan(4 * megabyte);
  });

  it('a million tiny events in one chunk all come out', () => {
    expect(feed(createSseFramer(), [toBytes('data: 1\n\n'.repeat(1_000_000))])).toHaveLength(1_000_000);
    expect(feed(createNdjsonFramer(), [toBytes('{}\n'.repeat(1_000_000))])).toHaveLength(1_000_000);
    expect(feed(createJsonArrayFramer(), [toBytes(`[${'{},'.repeat(1_000_000)}]`)])).toHaveLength(1_000_000);
  });

  it('megabytes without a line end come out of single bytes and of large pieces', () => {
    const bytes = toBytes(`data: ${'x'.repeat(7 * megabyte)}\n\n`);
    expect(feed(createSseFramer(), inPieces(bytes, 65_536))[0]?.data).toHaveLength(7 * megabyte);
    expect(feed(createSseFramer(), inPieces(bytes.subarray(5 * megabyte), 1))).toEqual([]);
    expect(feed(createNdjsonFramer(), inPieces(bytes.subarray(5 * megabyte), 1))[0]?.data).toHaveLength(2 * megabyte + 6);
  });
});
