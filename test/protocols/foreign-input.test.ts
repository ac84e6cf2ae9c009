import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import { google } from '../../src/protocols/google/protocol.js';
import { ollama } from '../../src/protocols/ollama/protocol.js';

const runs = { numRuns: 2000 };

const words = ['text', 'error', 'message', 'code', 'status', 'details', 'models', 'name', 'contents', 'parts', 'role', 'images', 'options', '__proto__', 'constructor'] as const;
const leaf = fc.oneof(fc.constantFrom('STOP', 'stop', 'user', '5s', ''), fc.string(), fc.double(), fc.boolean(), fc.constant(null));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...words), tie('tree'), { maxKeys: 5 })),
}));

/** Nearly always what a vendor sends, now and then anything. */
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ arbitrary: usual, weight: 12 }, { arbitrary: tree, weight: 1 });
const object = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, mostly(field)])), { requiredKeys: [] }));
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => mostly(fc.array(item, { maxLength: 2 }));
const rarely = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ arbitrary: fc.constant(undefined), weight: 20 }, { arbitrary: value, weight: 1 });
const count = fc.integer({ min: -1, max: 9 });

const googleChunk = object({
  candidates: list(object({
    content: object({ parts: list(object({ text: fc.string(), thought: fc.boolean(), functionCall: tree })) }),
    finishReason: fc.constantFrom('', 'STOP', 'SAFETY', 'MAX_TOKENS', 'NEW', 'MALFORMED_RESPONSE'), finishMessage: fc.string(), index: fc.integer({ min: 0, max: 1 }),
  })),
  promptFeedback: rarely(object({ blockReason: fc.string() })),
  usageMetadata: object({ promptTokenCount: count, candidatesTokenCount: count, thoughtsTokenCount: count, totalTokenCount: count }),
  modelVersion: fc.string(), responseId: fc.string(), error: rarely(tree),
});
const ollamaLine = object({
  model: fc.string(), message: object({ content: fc.string(), thinking: fc.string(), tool_calls: rarely(list(tree)) }),
  done: fc.boolean(), done_reason: fc.constantFrom('', 'stop', 'length', 'load'), eval_count: count, prompt_eval_count: count, error: rarely(tree),
});

const protocols = [['google', google, googleChunk], ['ollama', ollama, ollamaLine]] as const;

const body = (shape: fc.Arbitrary<unknown>): fc.Arbitrary<string> => fc.oneof(
  { arbitrary: shape.map((value) => JSON.stringify(value)), weight: 20 },
  { arbitrary: tree.map((value) => JSON.stringify(value)), weight: 4 },
  { arbitrary: fc.oneof(fc.string(), fc.json().map((text) => text.slice(0, -1))), weight: 1 },
);

/** What a call may do with foreign input: give a value, or throw an error for a person. */
const attempt = <Value>(call: () => Value): Value | undefined => {
  try {
    return call();
  } catch (error) {
    expect(error).toBeInstanceOf(UadaError);
    return undefined;
  }
};

/** One `start`, then deltas, then at most one `end`. */
const grammar = /^(?:start(?: reasoning| text)*(?: end)?)?$/;

describe.each(protocols)('%s and input that nobody meant', (_name, protocol, shape) => {
  it('keeps the grammar of a stream or throws an error for a person', () => {
    fc.assert(fc.property(fc.array(body(shape), { maxLength: 6 }), (payloads) => {
      const decoder = protocol.createDecoder({ model: 'asked' });
      const events: StreamEvent[] = [];
      attempt(() => {
        for (const data of payloads) events.push(...decoder.push({ data }));
        events.push(...decoder.finish());
        expect(events.at(-1)?.type).toBe('end');
      });
      expect(events.map((event) => event.type).join(' ')).toMatch(grammar);
      expect(events.every((event) => !('text' in event) || event.text !== '')).toBe(true);
    }), runs);
  });

  it('reads any body, list, refusal and request, or throws an error for a person', () => {
    fc.assert(fc.property(body(shape), fc.integer({ min: 400, max: 599 }), (text, status) => {
      attempt(() => protocol.decodeBody(text, { model: 'asked' }));
      attempt(() => protocol.decodeModels(text));
      const error = protocol.parseError({ status, headers: {}, body: text, model: 'asked', nowMs: 0 });
      expect(error.status).toBe(status);
      expect(error.message).not.toMatch(/[\n\r]/);
      attempt(() => protocol.server.parse({ method: 'POST', path: '/v1beta/models/x:generateContent', query: new URLSearchParams(), headers: {}, body: text }));
    }), runs);
  });
});
