import { describe, expect, it } from 'vitest';
import { UadaError } from '../../../src/core/errors.js';
import type { HttpBody } from '../../../src/core/http.js';
import { detectFraming } from '../../../src/transport/framing/detect-framing.js';
import type { Payload } from '../../../src/transport/framing/framer.js';
import { openBody } from '../../../src/transport/framing/open-body.js';
import { toBody, toBytes } from './chunked.js';

const payloadsOf = async (pieces: readonly (Uint8Array | string)[], expected: 'sse' | 'ndjson' = 'sse'): Promise<readonly Payload[]> => {
  const opened = await openBody(toBody(pieces), expected);
  if (opened.kind !== 'payloads') throw new Error(`The body is ${opened.kind}.`);
  const payloads: Payload[] = [];
  for await (const payload of opened.payloads()) payloads.push(payload);
  return payloads;
};

const textOf = async (pieces: readonly (Uint8Array | string)[], limitBytes = 100, expected: 'sse' | 'ndjson' = 'sse'): Promise<readonly [string, string]> => {
  const opened = await openBody(toBody(pieces), expected);
  if (opened.kind === 'payloads') throw new Error('The body is framed.');
  return [opened.kind, await opened.readText(limitBytes)];
};

describe('detectFraming', () => {
  it.each([
    ['data: 1', 'sse', 'sse'], [': hello', 'sse', 'sse'], ['\r\n\t data: 1', 'sse', 'sse'], ['\uFEFFdata: 1', 'sse', 'sse'],
    ['{"a":1}', 'sse', 'json'], ['{"a":1}', 'ndjson', 'ndjson'], ['\uFEFF\n {', 'sse', 'json'],
    ['[{"a":1}]', 'sse', 'json-array'], ['[{"a":1}]', 'ndjson', 'json-array'],
    ['\n<!doctype html>', 'sse', 'html'], ['<html>', 'ndjson', 'html'], ['upstream error', 'sse', 'sse'],
  ] as const)('%j where %s is expected is %s', (text, expected, kind) => {
    expect(detectFraming(expected, toBytes(text))).toBe(kind);
  });

  it.each(['', ' \r\n\t', '\uFEFF', '\uFEFF \n'])('%j is not enough to tell', (text) => {
    expect(detectFraming('sse', toBytes(text))).toBeUndefined();
  });

  it('waits for the rest of a BOM, and for nothing after half of one', () => {
    expect(detectFraming('sse', Uint8Array.of(0xef))).toBeUndefined();
    expect(detectFraming('sse', Uint8Array.of(0xef, 0xbb))).toBeUndefined();
    expect(detectFraming('sse', Uint8Array.of(0xef, 0x3c))).toBe('sse');
  });
});

describe('openBody', () => {
  const eachByte = (text: string): readonly Uint8Array[] => [...toBytes(text)].map((byte) => Uint8Array.of(byte));

  it('frames what was expected', async () => {
    expect(await payloadsOf(['data: 1\n\nda', 'ta: 2\n\n'])).toEqual([{ data: '1' }, { data: '2' }]);
    expect(await payloadsOf(['{"a":1}\n{"b"', ':2}'], 'ndjson')).toEqual([{ data: '{"a":1}' }, { data: '{"b":2}' }]);
  });

  it('frames a JSON array in place of events', async () => {
    expect(await payloadsOf(eachByte('\uFEFF [{"a":1},\n{"b":2}]'))).toEqual([{ data: '{"a":1}' }, { data: '{"b":2}' }]);
  });

  it('finds the kind behind blanks and a BOM that come byte by byte', async () => {
    expect(await payloadsOf(eachByte('\uFEFF\r\n\r\n  \n\ndata: 1\n\n'))).toEqual([{ data: '1' }]);
    expect(await textOf(eachByte('\uFEFF      \n{"é":1}'))).toEqual(['json', expect.stringContaining('{"é":1}')]);
  });

  it('reads whole JSON and HTML', async () => {
    expect(await textOf(['{"error":', '{"message":"é"}}'])).toEqual(['json', '{"error":{"message":"é"}}']);
    expect(await textOf(['<html>', '</html>'])).toEqual(['html', '<html></html>']);
  });

  it('cuts long HTML and refuses longer JSON', async () => {
    expect(await textOf(['<html>', 'x'.repeat(200)], 10)).toEqual(['html', '<html>xxxx']);
    await expect(textOf(['{', 'x'.repeat(200)], 10)).rejects.toMatchObject({ kind: 'provider' });
  });

  it.each([[[]], [['', '']], [[' \n', '\r\n']], [['\uFEFF']]])('calls %j empty', async (pieces) => {
    expect(await textOf(pieces)).toEqual(['empty', '']);
  });

  it('hands on what breaks the body, before and after the first payload', async () => {
    const broken = new UadaError('network', 'The connection broke.');
    const failing = async function* (first: string): AsyncGenerator<Uint8Array, void> {
      yield toBytes(first);
      throw broken;
    };
    await expect(openBody(failing(' '), 'sse')).rejects.toBe(broken);
    const opened = await openBody(failing('data: 1\n\n'), 'sse');
    const seen: Payload[] = [];
    const read = async (): Promise<void> => {
      if (opened.kind === 'payloads') for await (const payload of opened.payloads()) seen.push(payload);
    };
    await expect(read()).rejects.toBe(broken);
    expect(seen).toEqual([{ data: '1' }]);
  });

  it('lets the body go when the reader leaves early or an event is too long', async () => {
    let closedCount = 0;
    const watched = async function* (): AsyncGenerator<Uint8Array, void> {
      try {
        for (;;) yield toBytes('data: 12345678\n\n');
      } finally {
        closedCount += 1;
      }
    };
    const first = await openBody(watched(), 'sse');
    if (first.kind === 'payloads') for await (const payload of first.payloads()) if (payload.data !== '') break;
    expect(closedCount).toBe(1);
    const second = await openBody(watched(), 'sse', { maxEventBytes: 4 });
    const read = async (): Promise<void> => {
      if (second.kind === 'payloads') for await (const payload of second.payloads()) expect(payload).toBeUndefined();
    };
    await expect(read()).rejects.toMatchObject({ kind: 'provider' });
    expect(closedCount).toBe(2);
  });

  it('drains what opened it, and then the rest of a body that can be drained', async () => {
    const drainable = (): HttpBody => ({
      [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: false, value: toBytes('data: 1\n') }) }),
      drain: (take) => {
        for (const text of ['\n', 'data: 2\n\n', 'data: 3\n\n']) if (take(toBytes(text))) break;
        return Promise.resolve();
      },
    });
    const opened = await openBody(drainable(), 'sse');
    const seen: string[] = [];
    if (opened.kind === 'payloads') await opened.bytes.drain?.((bytes) => opened.framer.push(bytes).some(({ data }) => seen.push(data) === 2));
    expect(seen).toEqual(['1', '2']);
    const plain = await openBody(toBody(['data: 1\n\n']), 'sse');
    expect(plain.kind === 'payloads' && plain.bytes.drain).toBeUndefined();
  });

  it('yields a payload before the next bytes are asked for', async () => {
    const steps: string[] = [];
    const body = async function* (): AsyncGenerator<Uint8Array, void> {
      for (const text of ['data: 1\n\n', 'data: 2\n\n']) {
        steps.push('asked');
        yield toBytes(text);
      }
    };
    const opened = await openBody(body(), 'sse');
    if (opened.kind === 'payloads') for await (const payload of opened.payloads()) steps.push(payload.data);
    expect(steps).toEqual(['asked', '1', 'asked', '2']);
  });

  it('lets everything else have its turn while a chunk holds very many events', async () => {
    let turnCount = 0;
    const count = (): void => {
      turnCount += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const payloads = await payloadsOf(['data: 1\n\n'.repeat(20_000)]);
    clearImmediate(next);
    expect(payloads).toHaveLength(20_000);
    expect(turnCount).toBeGreaterThan(10);
  });
});
