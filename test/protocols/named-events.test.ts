import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import { anthropic } from '../../src/protocols/anthropic/protocol.js';
import { cohere } from '../../src/protocols/cohere/protocol.js';
import type { Payload } from '../../src/protocols/protocol.js';

/** The words of a format with named events: what its payloads are made of, and what nobody meant. */
const vocabularies = [
  {
    name: 'anthropic', protocol: anthropic,
    words: ['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop', 'ping', 'error', 'text', 'text_delta', 'thinking_delta', 'end_turn', 'message', 'constructor', '__proto__'],
    keys: ['type', 'message', 'content_block', 'delta', 'usage', 'text', 'thinking', 'stop_reason', 'stop_details', 'error', 'content', 'id', 'model', 'input_tokens', 'output_tokens', 'output_tokens_details', 'request_id', 'details'],
  },
  {
    name: 'cohere', protocol: cohere,
    words: ['message-start', 'content-start', 'content-delta', 'content-end', 'message-end', 'error', 'debug', 'text', 'thinking', 'COMPLETE', 'ERROR', '[DONE]', 'constructor', '__proto__'],
    keys: ['type', 'message', 'delta', 'usage', 'tokens', 'text', 'thinking', 'finish_reason', 'error', 'content', 'id', 'input_tokens', 'output_tokens', 'cached_tokens'],
  },
];

const arbitraries = (words: readonly string[], keys: readonly string[]) => {
  const word = fc.constantFrom(...words);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      word, fc.string(), fc.constantFrom(null, true, 0, -1, 1.5, 1e300, ''), fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
    ),
  }));
  const event = fc.record({ type: word, rest: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 5 }) }).map(({ type, rest }) => ({ type, ...rest }));
  const payload: fc.Arbitrary<Payload> = fc.record(
    { event: word, data: fc.oneof({ weight: 9, arbitrary: event.map((fields) => JSON.stringify(fields)) }, { weight: 1, arbitrary: fc.oneof(fc.string(), value.map((json) => JSON.stringify(json))) }) },
    { requiredKeys: ['data'] },
  );
  return { payload, event, value };
};

/** The events until the end or the error, which must be one of ours. */
const eventsOf = (read: (events: StreamEvent[]) => void): readonly StreamEvent[] => {
  const events: StreamEvent[] = [];
  try {
    read(events);
  } catch (error) {
    expect(error).toBeInstanceOf(UadaError);
    expect((error as UadaError).kind).not.toBe('bug');
  }
  return events;
};

const checkGrammar = (events: readonly StreamEvent[]): void => {
  for (const [index, { type }] of events.entries()) {
    expect(type === 'start').toBe(index === 0);
    if (type === 'end') expect(index).toBe(events.length - 1);
  }
};

describe.each(vocabularies)('$name, whatever arrives', ({ protocol, name, words, keys }) => {
  const { payload, event, value } = arbitraries(words, keys);

  it('a stream is one start, deltas and at most one end, or an error for a person', () => {
    fc.assert(fc.property(fc.array(payload, { maxLength: 12 }), (payloads) => {
      checkGrammar(eventsOf((events) => {
        const decoder = protocol.createDecoder({ model: 'asked-model' });
        for (const one of payloads) events.push(...decoder.push(one));
        events.push(...decoder.finish());
      }));
    }), { numRuns: 2000 });
  });

  it('a body is a whole answer, or an error for a person', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), value.map((json) => JSON.stringify(json)), event.map((fields) => JSON.stringify(fields))), (body) => {
      const events = eventsOf((out) => out.push(...protocol.decodeBody(body, { model: 'asked-model' })));
      checkGrammar(events);
      if (events.length > 0) expect(events.at(-1)?.type).toBe('end');
    }), { numRuns: 2000 });
  });

  it('a failed reply is an error for a person', () => {
    fc.assert(fc.property(fc.integer({ min: 300, max: 599 }), fc.oneof(fc.string(), value.map((json) => JSON.stringify(json))), (status, body) => {
      const error = protocol.parseError({ status, headers: {}, body, model: 'm', nowMs: 0 });
      expect(error).toMatchObject({ status, provider: name });
      expect(error.message).not.toMatch(/undefined|\[object|\n/);
    }), { numRuns: 2000 });
  });
});
