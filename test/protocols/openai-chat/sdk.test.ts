import { HTTPClient, OpenRouter } from '@openrouter/sdk';
import Groq from 'groq-sdk';
import OpenAI from 'openai';
import Together from 'together-ai';
import { describe, expect, it } from 'vitest';
import { groq, openai, openrouter, together } from '../../../src/protocols/openai-chat/dialects.js';
import { createOpenAiChat } from '../../../src/protocols/openai-chat/protocol.js';
import { collect, serve, type Script } from '../serve.js';

const script: Script = { reasoning: ['Hm, ', 'so.'], text: ['Grüß ', '😀', ' end'], finishReason: 'length' };
const text = 'Grüß 😀 end';
const ask = { model: 'acme/one', messages: [{ role: 'user' as const, content: 'Hi' }] };
const refused: Script = { failure: { reason: 'rate_limit', message: 'Slow down.', retryAfterSeconds: 3 } };

describe('the openai package', () => {
  const client = (answer: Script) => {
    const { fetch } = serve(createOpenAiChat(openai), '/v1', answer);
    return new OpenAI({ apiKey: 'k', baseURL: 'http://uada.test/v1', fetch, maxRetries: 0 });
  };

  it('reads a stream and its usage', async () => {
    const stream = await client(script).chat.completions.create({ ...ask, stream: true, stream_options: { include_usage: true } });
    const chunks = await collect(stream);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason).filter(Boolean)).toEqual(['length']);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 } });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
    expect(chunks[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: '' });
  });

  it('sends no usage that was not asked for', async () => {
    const chunks = await collect(await client(script).chat.completions.create({ ...ask, stream: true }));
    expect(chunks.some((chunk) => 'usage' in chunk || chunk.choices.length === 0)).toBe(false);
  });

  it('accumulates a stream with its own helper', async () => {
    const final = await client(script).chat.completions.stream({ ...ask, stream_options: { include_usage: true } }).finalChatCompletion();
    expect(final.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: text, role: 'assistant' } });
    expect(final.usage?.completion_tokens).toBe(7);
  });

  it('reads a whole answer, the models and an error', async () => {
    const whole = await client(script).chat.completions.create(ask).withResponse();
    expect(whole.data.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: text, refusal: null } });
    expect(whole.request_id).toBe('req_a1b2');
    expect((await client({}).models.list()).data.map((model) => model.id)).toEqual(['acme/one', 'acme/two']);
    await expect(client(refused).chat.completions.create(ask)).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded', requestID: 'req_a1b2' });
    await expect(client({}).chat.completions.create({ ...ask, temperature: 3 })).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });

  it('raises on an error in the stream', async () => {
    const stream = await client({ text: ['a'], midFailure: { reason: 'server', message: 'gone' } }).chat.completions.create({ ...ask, stream: true });
    await expect(collect(stream)).rejects.toThrow('gone');
  });
});

describe('the groq-sdk package', () => {
  const client = (answer: Script) =>
    new Groq({ apiKey: 'k', baseURL: 'http://uada.test', fetch: serve(createOpenAiChat(groq), '/openai/v1', answer).fetch, maxRetries: 0 });

  it('reads a stream, its reasoning and its usage', async () => {
    const chunks = await collect(await client(script).chat.completions.create({ ...ask, stream: true }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.reasoning ?? '').join('')).toBe('Hm, so.');
    expect(chunks[0]?.x_groq?.id).toBe('req_a1b2');
    expect(chunks.at(-1)?.x_groq?.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 7 });
  });

  it('reads a whole answer, the models and errors', async () => {
    expect((await client(script).chat.completions.create(ask)).choices[0]).toMatchObject({ message: { content: text, reasoning: 'Hm, so.' } });
    expect((await client({}).models.list()).data.map((model) => model.id)).toEqual(['acme/one', 'acme/two']);
    await expect(client(refused).chat.completions.create(ask)).rejects.toBeInstanceOf(Groq.RateLimitError);
    const stream = await client({ text: ['a'], midFailure: { reason: 'server', message: 'gone' } }).chat.completions.create({ ...ask, stream: true });
    await expect(collect(stream)).rejects.toThrow('gone');
  });
});

describe('the together-ai package', () => {
  const client = (answer: Script) =>
    new Together({ apiKey: 'k', baseURL: 'http://uada.test/v1', fetch: serve(createOpenAiChat(together), '/v1', answer).fetch, maxRetries: 0 });

  it('reads a stream with the usage on the finish', async () => {
    const chunks = await collect(await client(script).chat.completions.create({ ...ask, stream: true }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finish_reason: 'length' }], usage: { prompt_tokens: 11, cached_tokens: 4 } });
    expect(chunks.map((chunk) => chunk.choices[0])).toMatchObject(chunks.map((chunk) => ({ text: chunk.choices[0]?.delta.content })));
  });

  it('reads a whole answer, the bare list of models and errors', async () => {
    expect((await client(script).chat.completions.create(ask)).choices[0]).toMatchObject({ finish_reason: 'length', message: { content: text } });
    expect((await client({}).models.list()).map((model) => [model.id, model.type])).toEqual([['acme/one', 'chat'], ['acme/two', 'chat']]);
    await expect(client(refused).chat.completions.create(ask)).rejects.toBeInstanceOf(Together.RateLimitError);
    const stream = await client({ text: ['a'], midFailure: { reason: 'server', message: 'gone' } }).chat.completions.create({ ...ask, stream: true });
    await expect(collect(stream)).rejects.toThrow('gone');
  });
});

describe('the @openrouter/sdk package', () => {
  const client = (answer: Script) => {
    const { fetch } = serve(createOpenAiChat(openrouter), '/api/v1', answer);
    const httpClient = new HTTPClient({ fetcher: (input, init) => fetch(input, init) });
    return new OpenRouter({ apiKey: 'k', serverURL: 'http://uada.test/api/v1', httpClient, retryConfig: { strategy: 'none' } });
  };

  const streamOf = async (answer: Script) => {
    const stream = await client(answer).chat.send({ chatRequest: { ...ask, stream: true } });
    if (!(Symbol.asyncIterator in stream)) throw new Error('The answer was no stream.');
    return stream;
  };

  it('reads a stream, its reasoning and its cost', async () => {
    const stream = await streamOf({ ...script, usage: { inputTokens: 1, outputTokens: 2, reasoningTokens: 0, cachedInputTokens: 0, reportedCostUsd: 0.25 } });
    const chunks = await collect(stream);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(text);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.reasoning ?? '').join('')).toBe('Hm, so.');
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finishReason: 'length' }], usage: { promptTokens: 1, cost: 0.25 } });
  });

  it('reads a whole answer, the models and errors', async () => {
    const whole = await client(script).chat.send({ chatRequest: { ...ask, stream: false } });
    expect('choices' in whole ? whole.choices[0] : undefined).toMatchObject({ finishReason: 'length', message: { content: text, reasoning: 'Hm, so.' } });
    const pages = await client({}).models.list();
    const ids: string[] = [];
    for await (const page of pages) ids.push(...page.result.data.map((model) => model.id));
    expect(ids).toEqual(['acme/one', 'acme/two']);
    await expect(client(refused).chat.send({ chatRequest: { ...ask, stream: false } })).rejects.toMatchObject({ name: 'TooManyRequestsResponseError', error: { code: 429 } });
    const broken = await streamOf({ text: ['a'], midFailure: { reason: 'overloaded', message: 'gone' } });
    expect((await collect(broken)).at(-1)?.error).toMatchObject({ code: 503, message: 'gone' });
  });
});
