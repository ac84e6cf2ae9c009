import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, rejection, simulate, systemPrompt } from './simulated.js';

/** As a program sets it up that has everything in the environment. */
const createClient = (): OpenAI => new OpenAI({ maxRetries: 0 });

const chat = { model: 'gpt-4.1', messages: [{ role: 'user' as const, content: question }] };

const streamOf = (client: OpenAI) => client.chat.completions.create({ ...chat, stream: true, stream_options: { include_usage: true } });

describe('the openai SDK against the simulated Chat Completions', () => {
  it('streams text, finish reason and usage', async () => {
    await simulate('openai');
    const chunks = await collect(await streamOf(createClient()));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(answerText);
    expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.at(-1)).toMatchObject({
      model: 'gpt-4.1', choices: [],
      usage: { prompt_tokens: 7, completion_tokens: 18, total_tokens: 25, prompt_tokens_details: { cached_tokens: 0 } },
    });
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
  });

  it('accumulates the stream with its own runner', async () => {
    await simulate('openai', 'text=@answer,role=1,chunk=3');
    const runner = createClient().chat.completions.stream({ ...chat, stream_options: { include_usage: true } });
    const final = await runner.finalChatCompletion();
    expect(final.choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: answerText, refusal: null } });
    expect(final.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 18 });
  });

  it('reads a whole answer with its request id and rate limits', async () => {
    await simulate('openai');
    const { data, response, request_id: requestId } = await createClient().chat.completions.create(chat).withResponse();
    expect(data.choices).toMatchObject([{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: answerText, refusal: null } }]);
    expect(data.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 18, total_tokens: 25 });
    expect(requestId).toMatch(/^req_[0-9a-f]{24}$/);
    expect(Number(response.headers.get('x-ratelimit-remaining-requests'))).toBeGreaterThan(0);
  });

  it('sends a system prompt, sampling parameters, stop words and a token limit that count', async () => {
    await simulate('openai');
    const messages = [{ role: 'system' as const, content: systemPrompt }, ...chat.messages];
    const sampling = { temperature: 0.2, top_p: 0.9, seed: 7 };
    const stopped = await createClient().chat.completions.create({ ...chat, messages, ...sampling, stop: ['Quoted'] });
    expect(stopped.choices[0]?.message.content).toBe('Grüße, 世界! 👩‍🚀 Ça va? "');
    expect(stopped.usage?.prompt_tokens).toBe(13);
    const cut = await createClient().chat.completions.create({ ...chat, messages, ...sampling, max_completion_tokens: 5 });
    expect(cut.choices[0]).toMatchObject({ finish_reason: 'length' });
    expect(cut.usage?.completion_tokens).toBe(5);
  });

  it('counts the reasoning that Chat Completions keeps to itself', async () => {
    await simulate('openai', 'text=@answer,reasoning=4');
    const chunks = await collect(await createClient().chat.completions.create({ ...chat, reasoning_effort: 'high', stream: true, stream_options: { include_usage: true } }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(answerText);
    expect(chunks.at(-1)?.usage).toMatchObject({ completion_tokens: 22, completion_tokens_details: { reasoning_tokens: 4 } });
  });

  it('parses an answer to a JSON schema', async () => {
    await simulate('openai', '');
    const completion = await createClient().chat.completions.parse({
      ...chat, response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: personSchema } },
    });
    expect(completion.choices[0]?.message.parsed).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    await simulate('openai');
    const ids = (await collect(createClient().models.list())).map((model) => model.id);
    expect(ids).toEqual(['simulated-small', 'simulated-large', 'gpt-5', 'gpt-5-mini', 'gpt-4.1', 'gpt-4o-mini']);
  });

  it('raises its own error for a wrong key', async () => {
    await simulate('openai');
    const error = await rejection(new OpenAI({ apiKey: 'sk-invalid', maxRetries: 0 }).chat.completions.create(chat));
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', requestID: expect.stringMatching(/^req_/) });
  });

  it('raises its own error for an unknown model', async () => {
    await simulate('openai');
    const error = await rejection(createClient().chat.completions.create({ ...chat, model: 'no-such-model' }));
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    expect(error).toMatchObject({ status: 404, code: 'model_not_found', param: 'model' });
  });

  it('raises its own error for a refused parameter', async () => {
    await simulate('openai');
    const error = await rejection(createClient().chat.completions.create({ ...chat, temperature: 3 }));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ status: 400, param: 'temperature', type: 'invalid_request_error' });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('openai', 'fault=429:retry-after=2');
    const limited = await rejection(streamOf(createClient()));
    expect(limited).toBeInstanceOf(OpenAI.RateLimitError);
    expect(limited).toMatchObject({ status: 429, code: 'rate_limit_exceeded' });
    expect(limited instanceof OpenAI.APIError ? limited.headers?.get('retry-after') : undefined).toBe('2');
    await simulate('openai', 'fault=503');
    const overloaded = await rejection(createClient().chat.completions.create(chat));
    expect(overloaded).toBeInstanceOf(OpenAI.InternalServerError);
    expect(overloaded).toMatchObject({ status: 503, code: 'server_is_overloaded' });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('openai', 'text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await streamOf(createClient())) texts.push(chunk.choices[0]?.delta.content ?? '');
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ code: 'server_is_overloaded', message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});
