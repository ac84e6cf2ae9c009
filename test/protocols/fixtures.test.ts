import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ErrorKind } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import { loadProtocol, protocolNames } from '../../src/protocols/load.js';
import type { Payload, Protocol } from '../../src/protocols/protocol.js';
import { createRandom, testSeed } from '../helpers/seeded-random.js';
import { decodeOpened, decodePayloads, decodeStream, decodeWhole, framePayloads, isWholeAnswer, type Decoded } from './decode-stream.js';

type Expected = {
  readonly events: readonly StreamEvent[];
  readonly error?: { readonly kind: ErrorKind; readonly message: string; readonly isRetryable: boolean };
};

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));
const context = { model: 'asked-model' };
const folders = readdirSync(root);
const protocols = protocolNames.filter((name) => folders.includes(name));

const namesIn = (folder: string): readonly string[] =>
  readdirSync(`${root}${folder}`).filter((name) => /\.(sse|ndjson|json)$/.test(name) && !name.endsWith('.expected.json'));
const isBody = (name: string): boolean => name.startsWith('body-');

const bytesOf = (folder: string, name: string): Buffer => readFileSync(`${root}${folder}/${name}`);
const expectedOf = (folder: string, name: string): Expected =>
  JSON.parse(readFileSync(`${root}${folder}/${name.replace(/\.\w+$/, '')}.expected.json`, 'utf8'));

const verify = (decoded: Decoded, expected: Expected): void => {
  expect(decoded.events).toEqual(expected.events);
  expect(decoded.error === undefined).toBe(expected.error === undefined);
  if (expected.error === undefined) return;
  const { message, ...facts } = expected.error;
  expect(decoded.error).toMatchObject(facts);
  expect(decoded.error?.message).toContain(message);
};

const isSame = (left: readonly Payload[], right: readonly Payload[]): boolean =>
  left.length === right.length && left.every((payload, index) => payload.data === right[index]?.data && payload.event === right[index].event);

/** A decoder is fed payloads in order and nothing else, so the same payloads are the same events. */
const verifyCuts = (protocol: Protocol, bytes: Uint8Array, whole: readonly Payload[], cuts: readonly number[]): void => {
  const payloads = framePayloads(protocol, bytes, cuts);
  if (!isSame(payloads, whole)) expect(payloads, `cut at ${cuts.join(', ')}`).toEqual(whole);
};

const everyOffset = (bytes: Uint8Array): readonly number[] => Array.from({ length: Math.max(bytes.length - 1, 0) }, (_, index) => index + 1);

const randomCuts = 2000;
const cutsInARun = 8;

const createCuts = (random: (limit: number) => number, length: number): readonly number[] =>
  Array.from({ length: cutsInARun }, () => random(length + 1)).sort((left, right) => left - right);

/** The same stream as other servers and proxies would write it. */
const rewrites: Readonly<Record<string, (text: string) => string>> = {
  'with LF': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with lone CR': (text) => text.replaceAll('\n', '\r'),
  'after a BOM': (text) => `\uFEFF${text}`,
  'with comments between events': (text) => `: first\n\n${text.replaceAll('\n\n', '\n\n: between\n\n:\n')}`,
  'with further blank lines': (text) => text.replaceAll('\n\n', '\n\n\n\n'),
  'without the final blank line': (text) => text.replace(/\n+$/, ''),
  'without the final blank line, with CRLF': (text) => text.replace(/\n+$/, '').replaceAll('\n', '\r\n'),
};

describe.each(protocols)('the fixtures of %s', async (folder) => {
  const protocol = await loadProtocol(folder);
  const streams = namesIn(folder).filter((name) => !isBody(name));
  const payloadStreams = streams.filter((name) => !isWholeAnswer(protocol, bytesOf(folder, name)));

  it.each(namesIn(folder).filter(isBody))('%s, a whole answer, gives the expected events', (name) => {
    verify(decodeWhole(protocol, bytesOf(folder, name).toString(), context), expectedOf(folder, name));
  });

  it.each(streams)('%s gives the expected events', (name) => {
    verify(decodeStream(protocol, bytesOf(folder, name), context), expectedOf(folder, name));
  });

  it.each(payloadStreams)(`%s gives the same cut in two at every byte, byte by byte and at 2,000 random cuts (UADA_TEST_SEED=${testSeed})`, (name) => {
    const bytes = bytesOf(folder, name);
    const whole = framePayloads(protocol, bytes);
    for (const offset of everyOffset(bytes)) verifyCuts(protocol, bytes, whole, [offset]);
    verifyCuts(protocol, bytes, whole, everyOffset(bytes));
    const random = createRandom(testSeed);
    for (let run = 0; run < randomCuts / cutsInARun; run += 1) verifyCuts(protocol, bytes, whole, createCuts(random, bytes.length));
  });

  it.each(streams)('%s gives the same when its framing is found out as it arrives', async (name) => {
    const bytes = bytesOf(folder, name);
    const random = createRandom(testSeed);
    const heads = everyOffset(bytes.subarray(0, 6)).map((offset) => [offset]);
    for (const cuts of [[], everyOffset(bytes), createCuts(random, bytes.length), ...heads]) {
      verify(await decodeOpened(protocol, bytes, context, cuts), expectedOf(folder, name));
    }
  });

  const sseStreams = payloadStreams.filter((name) => name.endsWith('.sse'));

  it.each(sseStreams.length === 0 ? [] : Object.keys(rewrites))('%s, every stream gives the same', (way) => {
    for (const name of sseStreams) {
      const text = bytesOf(folder, name).toString().replace(/\r\n?/g, '\n');
      const rewritten = rewrites[way]?.(text) ?? '';
      const decoded = decodeStream(protocol, rewritten, context);
      expect({ name, events: decoded.events, message: decoded.error?.message })
        .toEqual({ name, events: expectedOf(folder, name).events, message: decodeStream(protocol, text, context).error?.message });
    }
  });
});

it('there are fixtures of every wire format, and every one says what is expected', () => {
  expect(protocols).toEqual(protocolNames.filter((name) => name !== 'openai-compatible'));
  for (const folder of protocols) {
    const stems = namesIn(folder).map((name) => name.replace(/\.\w+$/, ''));
    const expected = readdirSync(`${root}${folder}`).filter((name) => name.endsWith('.expected.json')).map((name) => name.replace('.expected.json', ''));
    expect([...new Set(stems)].sort()).toEqual(expected.sort());
    expect(stems).toHaveLength(expected.length);
  }
});

it('the same payloads in pieces give the same events, so that comparing payloads is enough', async () => {
  const protocol = await loadProtocol('openai');
  const bytes = bytesOf('openai', 'text.sse');
  expect(decodePayloads(protocol, framePayloads(protocol, bytes, everyOffset(bytes)), context)).toEqual(decodeStream(protocol, bytes, context));
});
