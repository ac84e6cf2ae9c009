import { expect, it } from 'vitest';
import { createJsonArrayFramer } from '../../../src/transport/framing/json-array-framer.js';
import { feed, toBytes } from './chunked.js';

it('delivers an element with its last brace, before the comma', () => {
  const framer = createJsonArrayFramer();
  expect(framer.push(toBytes('[{"a":1'))).toEqual([]);
  expect(framer.push(toBytes('}'))).toEqual([{ data: '{"a":1}' }]);
  expect(framer.push(toBytes(',\r\n{"b"'))).toEqual([]);
});

it('drops the element that the end cuts off', () => {
  expect(feed(createJsonArrayFramer(), [toBytes('[{"a":1},{"b":"tw')])).toEqual([{ data: '{"a":1}' }]);
});

it('passes over elements that are not objects', () => {
  expect(feed(createJsonArrayFramer(), [toBytes('[null, "}{", 3, {"a":1}]')])).toEqual([{ data: '{"a":1}' }]);
});
