import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/request.js';
import { userMessage } from '../../src/core/request.js';
import type { AnswerPlan } from '../../src/simulator/answer.js';
import { planAnswer } from '../../src/simulator/answer.js';
import type { SimulatorOptions } from '../../src/simulator/option-table.js';
import { defaultSimulatorOptions } from '../../src/simulator/option-table.js';
import { createRandom } from '../../src/simulator/random.js';
import { countTokens } from '../../src/simulator/tokens.js';

const request = (fields: Partial<ChatRequest> = {}): ChatRequest => ({ model: 'm', messages: [userMessage('What is a mutex?')], stream: true, ...fields });
const plan = (fields: Partial<ChatRequest> = {}, options: Partial<SimulatorOptions> = {}, luck = 1): AnswerPlan =>
  planAnswer({ provider: 'openai', request: request(fields) }, { ...defaultSimulatorOptions, ...options }, createRandom(luck));
const textOf = (answer: AnswerPlan): string => answer.text.join('');
const tokens = (value: number) => ({ tokens: { kind: 'constant', value } as const });

describe('a planned answer', () => {
  it('is a document of its own length without `tokens`', () => {
    const answer = plan();
    expect(answer.finishReason).toBe('stop');
    expect(answer.text.length).toBeGreaterThan(120);
    expect(answer.text.length).toBeLessThan(260);
  });

  it.each([0, 1, 7, 160, 1_000, 50_000])('has exactly %i tokens when that is asked', (count) => {
    const answer = plan({}, tokens(count));
    expect(answer.text).toHaveLength(count);
    expect(answer).toMatchObject({ finishReason: 'stop', usage: { outputTokens: count } });
  });

  it('is the beginning of a longer one', () => {
    const long = textOf(plan({}, tokens(900)));
    expect(long.startsWith(textOf(plan({}, tokens(300))))).toBe(true);
    expect(long.startsWith(textOf(plan()))).toBe(true);
  });

  it('is the same for the same seed and prompt, and goes on differently with another', () => {
    const words = (seed: number, prompt: string): string => textOf(plan({ messages: [userMessage(prompt)] }, { seed, ...tokens(600) }, 5)).slice(-400);
    expect(words(1, 'a')).toBe(words(1, 'a'));
    expect(new Set([words(1, 'a'), words(2, 'a'), words(1, 'b')]).size).toBe(3);
  });

  it('has a length drawn for this request when `tokens` is a distribution', () => {
    const lengths = Array.from({ length: 50 }, (_, luck) => plan({}, { tokens: { kind: 'uniform', from: 10, to: 30 } }, luck).text.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(30);
    expect(new Set(lengths).size).toBeGreaterThan(5);
  });

  it('is the text that was given, whatever the prompt', () => {
    expect(textOf(plan({ schema: { type: 'object' } }, { text: '\ufeff a\r\n🎈' }))).toBe('\ufeff a\r\n🎈');
  });

  it('is cut at max tokens, reasoning included', () => {
    expect(plan({ maxTokens: 10 }, { reasoningTokens: 4 })).toMatchObject({
      finishReason: 'length', usage: { outputTokens: 10, reasoningTokens: 4 }, text: { length: 6 },
    });
    expect(plan({ maxTokens: 3 }, { reasoningTokens: 4 })).toMatchObject({ finishReason: 'length', reasoning: { length: 3 }, text: [] });
    expect(plan({ maxTokens: 10 }, tokens(10)).finishReason).toBe('stop');
  });

  it('ends before the first stop sequence', () => {
    const answer = plan({ stop: ['', 'never there', 'three', 'two'] }, { text: 'one two three' });
    expect(textOf(answer)).toBe('one ');
    expect(answer).toMatchObject({ finishReason: 'stop', usage: { outputTokens: countTokens('one ') } });
  });

  it('has reasoning of the length asked for, but none when the request forbids it', () => {
    expect(plan({}, { reasoningTokens: 30 }).reasoning).toHaveLength(30);
    expect(plan({ reasoning: 'none' }, { reasoningTokens: 30 }).reasoning).toEqual([]);
  });

  it('counts the prompt with the same tokens, and images apart', () => {
    const image = { type: 'image', mediaType: 'image/png', base64: 'AAAA' } as const;
    const answer = plan({ system: 'Be brief.', messages: [{ role: 'user', content: [{ type: 'text', text: 'Look' }, image, image] }] });
    expect(answer.usage.inputTokens).toBe(countTokens('Be brief.') + countTokens('Look') + 2 * 85);
  });

  it('is JSON when a schema is asked for', () => {
    const schema = { type: 'object', properties: { name: { type: 'string' }, age: { type: 'integer' } }, required: ['name', 'age'] };
    expect(JSON.parse(textOf(plan({ schema })))).toEqual({ name: expect.any(String) as string, age: expect.any(Number) as number });
  });

  it('never loses or adds a character of a given text (seed 99)', () => {
    fastCheck.assert(fastCheck.property(fastCheck.string({ unit: 'binary' }), (text) => textOf(plan({}, { text })) === text), { seed: 99, numRuns: 500 });
  });
});
