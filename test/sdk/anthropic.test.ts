import Anthropic from '@anthropic-ai/sdk';
import { jsonSchemaOutputFormat } from '@anthropic-ai/sdk/helpers/json-schema';
import { describe, expect, it, vi } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (): Anthropic => new Anthropic({ maxRetries: 0 });

const ask = { model: 'claude-sonnet-5-5', max_tokens: 4096, messages: [{ role: 'user' as const, content: question }] };
const thinking = { type: 'adaptive' as const, display: 'summarized' as const };

const textIn = (content: readonly Anthropic.ContentBlock[]): string => content.map((block) => (block.type === 'text' ? block.text : '')).join('');

describe('the @anthropic-ai/sdk against the simulated Messages API', () => {
  it('streams events in the order of the Messages API', async () => {
    await simulate('anthropic', 'text=@answer,reasoning=2,chunk=100');
    const events = await collect(await createClient().messages.create({ ...ask, thinking, stream: true }));
    expect(events.map((event) => event.type)).toEqual([
      'message_start',
      'content_block_start', 'content_block_delta', 'content_block_delta', 'content_block_stop',
      'content_block_start', 'content_block_delta', 'content_block_stop',
      'message_delta', 'message_stop',
    ]);
  });

  it('accumulates text, reasoning, finish reason and usage with its own helper', async () => {
    await simulate('anthropic', 'text=@answer,reasoning=4,role=1');
    const message = await createClient().messages.stream({ ...ask, thinking }).finalMessage();
    expect(message).toMatchObject({ role: 'assistant', model: 'claude-sonnet-5-5', stop_reason: 'end_turn', stop_sequence: null });
    expect(message.content).toMatchObject([
      { type: 'thinking', thinking: reasoningText, signature: expect.stringMatching(/.+/) },
      { type: 'text', text: answerText },
    ]);
    expect(message.usage).toMatchObject({ input_tokens: 7, output_tokens: 22, cache_read_input_tokens: 0, output_tokens_details: { thinking_tokens: 4 } });
  });

  it('reads a whole answer with its request id', async () => {
    await simulate('anthropic', 'text=@answer,reasoning=4');
    const { data, request_id: requestId } = await createClient().messages.create({ ...ask, thinking }).withResponse();
    expect(data.content).toMatchObject([{ type: 'thinking', thinking: reasoningText }, { type: 'text', text: answerText }]);
    expect(data).toMatchObject({ stop_reason: 'end_turn', usage: { input_tokens: 7, output_tokens: 22 } });
    expect(requestId).toMatch(/^req_[0-9a-f]{24}$/);
  });

  it('sends a system prompt, stop words and a token limit that count', async () => {
    await simulate('anthropic');
    const stopped = await createClient().messages.create({ ...ask, system: systemPrompt, stop_sequences: ['Quoted'] });
    expect(textIn(stopped.content)).toBe('Grüße, 世界! 👩‍🚀 Ça va? "');
    expect(stopped.usage.input_tokens).toBe(13);
    const cut = await createClient().messages.stream({ ...ask, system: systemPrompt, max_tokens: 5 }).finalMessage();
    expect(cut).toMatchObject({ stop_reason: 'max_tokens', usage: { output_tokens: 5 } });
    expect(textIn(cut.content)).toBe('Grüße, 世界! 👩‍🚀');
  });

  it('switches thinking off', async () => {
    await simulate('anthropic', 'text=@answer,reasoning=4');
    const message = await createClient().messages.create({ ...ask, model: 'claude-haiku-5-5', thinking: { type: 'disabled' } });
    expect(message.content).toMatchObject([{ type: 'text', text: answerText }]);
    expect(message.usage.output_tokens).toBe(18);
  });

  it('parses an answer to a JSON schema', async () => {
    await simulate('anthropic', '');
    const format = jsonSchemaOutputFormat(personSchema);
    const message = await createClient().messages.parse({ ...ask, output_config: { format } });
    expect(message.parsed_output).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    await simulate('anthropic');
    const models = await collect(createClient().models.list());
    expect(models.map((model) => model.id)).toEqual(['simulated-small', 'simulated-large', 'claude-opus-4-1', 'claude-sonnet-4-5', 'claude-haiku-4-5']);
    expect(models[0]).toMatchObject({ type: 'model', max_input_tokens: 128_000, max_tokens: 16_384 });
  });

  it('sends a bearer token where the environment has one', async () => {
    await simulate('anthropic');
    vi.stubEnv('ANTHROPIC_API_KEY', undefined);
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'token');
    expect(textIn((await createClient().messages.create(ask)).content)).toBe(answerText);
  });

  it('raises its own error for a wrong key', async () => {
    await simulate('anthropic');
    const error = await rejection(new Anthropic({ apiKey: 'sk-invalid', maxRetries: 0 }).messages.create(ask));
    expect(error).toBeInstanceOf(Anthropic.AuthenticationError);
    expect(error).toMatchObject({ status: 401, type: 'authentication_error', requestID: expect.stringMatching(/^req_/) });
  });

  it('raises its own errors for an unknown model and a refused parameter', async () => {
    await simulate('anthropic');
    const unknown = await rejection(createClient().messages.create({ ...ask, model: 'no-such-model' }));
    expect(unknown).toBeInstanceOf(Anthropic.NotFoundError);
    expect(unknown).toMatchObject({ status: 404, type: 'not_found_error' });
    const refused = await rejection(createClient().messages.create({ ...ask, max_tokens: -1 }));
    expect(refused).toBeInstanceOf(Anthropic.BadRequestError);
    expect(refused).toMatchObject({ status: 400, type: 'invalid_request_error', message: expect.stringContaining('max_tokens') });
  });

  it('raises its own errors for a rate limit, a spent budget and an overload', async () => {
    await simulate('anthropic', 'fault=429:retry-after=2');
    const limited = await rejection(createClient().messages.create({ ...ask, stream: true }));
    expect(limited).toBeInstanceOf(Anthropic.RateLimitError);
    expect(limited instanceof Anthropic.APIError ? limited.headers?.get('retry-after') : undefined).toBe('2');
    await simulate('anthropic', 'fault=429:quota');
    const spent = await rejection(createClient().messages.create(ask));
    expect(spent).toBeInstanceOf(Anthropic.RateLimitError);
    expect(spent).toMatchObject({ name: 'EnforcedSpendLimitReachedError' });
    await simulate('anthropic', 'fault=529');
    const overloaded = await rejection(createClient().messages.create(ask));
    expect(overloaded).toBeInstanceOf(Anthropic.OverloadedError);
    expect(overloaded).toMatchObject({ status: 529, type: 'overloaded_error' });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('anthropic', 'text=@answer,fault=error:3');
    const stream = createClient().messages.stream(ask);
    const texts: string[] = [];
    stream.on('text', (text) => texts.push(text));
    const error = await rejection(stream.finalMessage());
    expect(error).toBeInstanceOf(Anthropic.APIError);
    expect(error).toMatchObject({ type: 'overloaded_error', requestID: expect.stringMatching(/^req_/) });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});
