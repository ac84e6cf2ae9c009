import { expect, it } from 'vitest';
import { toJsonLine } from '../../src/render/json-line.js';
import { hostilePayloads } from './hostile-payloads.js';

it.each(hostilePayloads.map(([name, payload]) => [name, payload]))('%s is inert in a line of JSON, and comes back whole', (_name, payload) => {
  const line = toJsonLine({ text: payload });
  expect(line.slice(0, -1)).not.toMatch(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  expect(JSON.parse(line)).toEqual({ text: payload });
});
