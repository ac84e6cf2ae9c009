import Groq from 'groq-sdk';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (): Groq => new Groq({ maxRetries: 0 });

const chat = { model: 'openai/gpt-oss-120b', messages: [{ role: 'user' as const, content: question }] };

describe('the groq-sdk against the simulated Groq', () => {
  it('streams text, reasoning, finish reason and usage', async () => {
    await simulate('groq', 'text=@answer,reasoning=4');
    const chunks = await collect(await createClient().chat.completions.create({ ...chat, reasoning_effort: 'high', stream: true }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(answerText);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.reasoning ?? '').join('')).toBe(reasoningText);
    expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.at(-1)?.x_groq?.usage).toMatchObject({
      prompt_tokens: 7, completion_tokens: 22, total_tokens: 29, completion_tokens_details: { reasoning_tokens: 4 },
    });
    expect(chunks[0]?.x_groq?.id).toMatch(/^req_[0-9a-f]{24}$/);
  });

  it('reads a whole answer with its rate limits', async () => {
    await simulate('groq', 'text=@answer,reasoning=4');
    const { data, response } = await createClient().chat.completions.create(chat).withResponse();
    expect(data.choices).toMatchObject([{ finish_reason: 'stop', message: { role: 'assistant', content: answerText, reasoning: reasoningText } }]);
    expect(data.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 22, total_tokens: 29 });
    expect(Number(response.headers.get('x-ratelimit-remaining-tokens'))).toBeGreaterThan(0);
  });

  it('sends a system prompt, sampling parameters, stop words, a token limit and an effort that count', async () => {
    await simulate('groq', 'text=@answer,reasoning=4');
    const messages = [{ role: 'system' as const, content: systemPrompt }, ...chat.messages];
    const sampling = { temperature: 0.2, top_p: 0.9, seed: 7, reasoning_effort: 'none' as const };
    const stopped = await createClient().chat.completions.create({ ...chat, messages, ...sampling, stop: 'Quoted' });
    expect(stopped.choices[0]?.message).toMatchObject({ content: 'Grüße, 世界! 👩‍🚀 Ça va? "' });
    expect(stopped.choices[0]?.message.reasoning ?? '').toBe('');
    expect(stopped.usage?.prompt_tokens).toBe(13);
    const cut = await createClient().chat.completions.create({ ...chat, messages, ...sampling, max_completion_tokens: 5 });
    expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Grüße, 世界! 👩‍🚀' } });
    expect(cut.usage?.completion_tokens).toBe(5);
  });

  it('gets JSON for a schema', async () => {
    await simulate('groq', '');
    const completion = await createClient().chat.completions.create({
      ...chat, response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: personSchema } },
    });
    const answer: unknown = JSON.parse(completion.choices[0]?.message.content ?? '');
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    await simulate('groq');
    const { data } = await createClient().models.list();
    expect(data.map((model) => model.id)).toEqual([
      'simulated-small', 'simulated-large', 'llama-3.3-70b-versatile', 'llama-3.1-8b-instant', 'openai/gpt-oss-120b', 'openai/gpt-oss-20b',
    ]);
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    await simulate('groq');
    const wrongKey = await rejection(new Groq({ apiKey: 'gsk_invalid', maxRetries: 0 }).chat.completions.create(chat));
    expect(wrongKey).toBeInstanceOf(Groq.AuthenticationError);
    expect(wrongKey).toMatchObject({ status: 401, error: { error: { code: 'invalid_api_key' } } });
    const unknown = await rejection(createClient().chat.completions.create({ ...chat, model: 'no-such-model' }));
    expect(unknown).toBeInstanceOf(Groq.NotFoundError);
    expect(unknown).toMatchObject({ status: 404, error: { error: { code: 'model_not_found' } } });
    const refused = await rejection(createClient().chat.completions.create({ ...chat, logprobs: true }));
    expect(refused).toBeInstanceOf(Groq.BadRequestError);
    expect(refused).toMatchObject({ message: expect.stringContaining("property 'logprobs' is unsupported") });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('groq', 'fault=429:retry-after=2');
    const limited = await rejection(createClient().chat.completions.create({ ...chat, stream: true }));
    expect(limited).toBeInstanceOf(Groq.RateLimitError);
    expect(limited instanceof Groq.APIError ? limited.headers?.get('retry-after') : undefined).toBe('2');
    await simulate('groq', 'fault=503');
    const overloaded = await rejection(createClient().chat.completions.create(chat));
    expect(overloaded).toBeInstanceOf(Groq.InternalServerError);
    expect(overloaded).toMatchObject({ status: 503, error: { error: { type: 'service_unavailable' } } });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('groq', 'text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await createClient().chat.completions.create({ ...chat, stream: true })) texts.push(chunk.choices[0]?.delta.content ?? '');
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(Groq.APIError);
    expect(error).toMatchObject({ message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});
