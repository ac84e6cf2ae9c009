import { expect, it } from 'vitest';
import { createNdjsonFramer } from '../../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../../src/transport/framing/sse-framer.js';
import { feed, toBytes } from './chunked.js';

it('delivers an event with the byte that ends it', () => {
  const framer = createSseFramer();
  expect(framer.push(toBytes('data: 1\n'))).toEqual([]);
  expect(framer.push(toBytes('\n'))).toEqual([{ data: '1' }]);
});

it('delivers at a lone CR without waiting for what follows it', () => {
  const framer = createSseFramer();
  expect(framer.push(toBytes('data: 1\r\r'))).toEqual([{ data: '1' }]);
  expect(framer.push(toBytes('\ndata: 2\r\n\r'))).toEqual([{ data: '2' }]);
  expect(framer.push(toBytes('\n'))).toEqual([]);
  expect(framer.finish()).toEqual([]);
});

it('delivers a line with its LF', () => {
  expect(createNdjsonFramer().push(toBytes('{"a":1}\n{"b"'))).toEqual([{ data: '{"a":1}' }]);
});

it('shows a character that the end cuts off as U+FFFD', () => {
  expect(feed(createSseFramer(), [toBytes('data: é').subarray(0, -1)])).toEqual([{ data: '\uFFFD' }]);
});

it('shows broken UTF-8 as U+FFFD', () => {
  expect(feed(createSseFramer(), [Uint8Array.of(...toBytes('data: a'), 0xff, 0x62, 0x0a, 0x0a)])).toEqual([{ data: 'a\uFFFDb' }]);
});
