import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import { groq, openai, openrouter, together } from '../../src/protocols/openai-chat/dialects.js';
import { createOpenAiChat } from '../../src/protocols/openai-chat/protocol.js';
import { openaiResponses } from '../../src/protocols/openai-responses/protocol.js';

const runs = { numRuns: 1000 };

const leaf = fc.oneof(fc.constantFrom<unknown>('stop', 'error', 'length', 'text', '', '429', 0, -1, 1e400, true, null), fc.string({ unit: 'binary' }));
const keys = fc.constantFrom('error', 'message', 'code', 'type', 'param', 'choices', 'delta', 'index', 'metadata', 'usage', 'role', 'content', '__proto__', 'constructor');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(keys, tie('tree'), { maxKeys: 4 })),
}));

/** Nearly always the usual, now and then anything. */
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ arbitrary: usual, weight: 14 }, { arbitrary: tree, weight: 1 });
const object = (fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> =>
  mostly(fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, mostly(field)])), { requiredKeys: [] }));
const rarely = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof({ arbitrary: fc.constant(undefined), weight: 20 }, { arbitrary: value, weight: 1 });
const listOf = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.array(item, { maxLength: 2 });

const delta = object({ content: fc.string(), reasoning: fc.string(), refusal: rarely(fc.string()), reasoning_details: rarely(listOf(tree)) });
const chunk = object({
  id: fc.string(), model: fc.string(), error: rarely(tree), x_groq: rarely(tree), usage: object({ prompt_tokens: fc.integer(), completion_tokens: fc.integer() }),
  choices: listOf(object({ index: fc.integer({ min: 0, max: 1 }), delta, message: rarely(delta), error: rarely(tree), finish_reason: fc.constantFrom(null, null, 'stop', 'length', 'odd', 'error') })),
  messages: listOf(object({ role: fc.constantFrom('user', 'system', 'robot'), content: fc.string() })), data: rarely(listOf(tree)),
});

const words = [
  'created', 'in_progress', 'output_item.added', 'content_part.added', 'output_text.delta', 'refusal.delta', 'reasoning_summary_part.added',
  'reasoning_summary_text.delta', 'reasoning_text.delta', 'completed', 'incomplete', 'failed', 'brand.new',
].map((word) => `response.${word}`);
const part = object({ type: fc.constantFrom('output_text', 'summary_text', 'refusal', 'reasoning_text'), text: fc.string(), refusal: fc.string() });
const item = object({ type: fc.constantFrom('message', 'reasoning', 'function_call'), role: fc.constant('user'), content: listOf(part), summary: listOf(part) });
const event = object({
  type: fc.oneof({ arbitrary: fc.constantFrom(...words), weight: 20 }, { arbitrary: fc.constant('error'), weight: 1 }), delta: fc.string(), part, item, error: rarely(tree),
  response: object({ id: fc.string(), model: fc.string(), status: fc.constantFrom('completed', 'incomplete', 'failed'), output: listOf(item), error: rarely(tree), incomplete_details: tree, usage: tree }),
  output: listOf(item), input: fc.oneof(fc.string(), listOf(item)), model: fc.string(),
});

const body = (shape: fc.Arbitrary<unknown>): fc.Arbitrary<string> => fc.oneof(
  { arbitrary: shape.map((value) => JSON.stringify(value)), weight: 20 },
  { arbitrary: tree.map((value) => JSON.stringify(value)), weight: 3 },
  { arbitrary: fc.oneof(fc.string(), fc.constant('[DONE]'), fc.json().map((text) => text.slice(0, -1))), weight: 1 },
);

/** What a call may do with foreign input: give a value, or throw an error for a person. */
const attempt = (call: () => unknown): void => {
  try {
    call();
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    expect(error.message).not.toMatch(/[\n\r]/);
    expect(error.kind).not.toBe('bug');
  }
};

const grammar = /^(?:start(?: reasoning| text)*(?: end)?)?$/;

const formats = [
  ...[openai, openrouter, groq, together].map((dialect) => ({ name: dialect.provider, protocol: createOpenAiChat(dialect), shape: chunk, path: '/chat/completions' })),
  { name: 'openai-responses', protocol: openaiResponses, shape: event, path: '/responses' },
];

describe.each(formats)('$name and input that nobody meant', ({ protocol, shape, path }) => {
  it('keeps the grammar of a stream or throws an error for a person', () => {
    fc.assert(fc.property(fc.array(fc.record({ event: fc.constantFrom('', '', '', 'error', 'ping'), data: body(shape) }), { maxLength: 8 }), (payloads) => {
      const decoder = protocol.createDecoder({ model: 'asked' });
      const events: StreamEvent[] = [];
      attempt(() => {
        for (const payload of payloads) events.push(...decoder.push(payload));
        events.push(...decoder.finish());
        expect(events.at(-1)?.type).toBe('end');
        expect(decoder.isEnded()).toBe(true);
      });
      expect(events.map((one) => one.type).join(' ')).toMatch(grammar);
      expect(events.every((one) => !('text' in one) || one.text !== '')).toBe(true);
    }), runs);
  });

  it('reads any body, list, refusal and request, or throws an error for a person', () => {
    fc.assert(fc.property(body(shape), fc.integer({ min: 400, max: 599 }), (text, status) => {
      attempt(() => expect(protocol.decodeBody(text, { model: 'asked' }).map((one) => one.type).join(' ')).toMatch(grammar));
      attempt(() => protocol.decodeModels(text));
      const error = protocol.parseError({ status, headers: {}, body: text, model: 'asked', nowMs: 0 });
      expect(error.status).toBe(status);
      expect(error.message).not.toMatch(/[\n\r]/);
      attempt(() => protocol.server.parse({ method: 'POST', path, query: new URLSearchParams(), headers: {}, body: text }));
    }), runs);
  });
});
