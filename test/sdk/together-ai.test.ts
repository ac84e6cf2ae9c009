import Together from 'together-ai';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (): Together => new Together({ maxRetries: 0 });

const chat = { model: 'openai/gpt-oss-20b', messages: [{ role: 'user' as const, content: question }] };

describe('the together-ai SDK against the simulated Together', () => {
  it('streams text, reasoning, finish reason and usage', async () => {
    await simulate('together', 'text=@answer,reasoning=4');
    const chunks = await collect(await createClient().chat.completions.create({ ...chat, reasoning_effort: 'high', stream: true }));
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(answerText);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.reasoning ?? '').join('')).toBe(reasoningText);
    expect(chunks.flatMap((chunk) => chunk.choices[0]?.finish_reason ?? [])).toEqual(['stop']);
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 22, total_tokens: 29 });
  });

  it('streams through its own helper', async () => {
    await simulate('together');
    const runner = createClient().chat.completions.stream(chat);
    expect((await runner.finalChatCompletion()).choices[0]).toMatchObject({ finish_reason: 'stop', message: { role: 'assistant', content: answerText } });
  });

  it('reads a whole answer', async () => {
    await simulate('together', 'text=@answer,reasoning=4');
    const completion = await createClient().chat.completions.create(chat);
    expect(completion.choices).toMatchObject([{ finish_reason: 'stop', message: { role: 'assistant', content: answerText, reasoning: reasoningText } }]);
    expect(completion.usage).toMatchObject({ prompt_tokens: 7, completion_tokens: 22, total_tokens: 29 });
  });

  it('sends a system prompt, sampling parameters, stop words, a token limit and a switch for reasoning that count', async () => {
    await simulate('together', 'text=@answer,reasoning=4');
    const messages = [{ role: 'system' as const, content: systemPrompt }, ...chat.messages];
    const sampling = { temperature: 0.2, top_p: 0.9, seed: 7, reasoning: { enabled: false } };
    const stopped = await createClient().chat.completions.create({ ...chat, messages, ...sampling, stop: ['Quoted'] });
    expect(stopped.choices[0]?.message).toMatchObject({ content: 'Grüße, 世界! 👩‍🚀 Ça va? "' });
    expect(stopped.choices[0]?.message?.reasoning ?? '').toBe('');
    expect(stopped.usage?.prompt_tokens).toBe(13);
    const cut = await createClient().chat.completions.create({ ...chat, messages, ...sampling, max_tokens: 5 });
    expect(cut.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'Grüße, 世界! 👩‍🚀' } });
    expect(cut.usage?.completion_tokens).toBe(5);
  });

  it('gets JSON for a schema', async () => {
    await simulate('together', '');
    const completion = await createClient().chat.completions.create({
      ...chat, response_format: { type: 'json_schema', json_schema: { name: 'person', strict: true, schema: personSchema } },
    });
    const answer: unknown = JSON.parse(completion.choices[0]?.message?.content ?? '');
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models, which come as a bare array', async () => {
    await simulate('together');
    const models = await createClient().models.list();
    expect(models.map((model) => model.id)).toEqual([
      'simulated-small', 'simulated-large', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 'openai/gpt-oss-20b', 'Qwen/Qwen2.5-7B-Instruct-Turbo',
    ]);
    expect(models[0]).toMatchObject({ type: 'chat', context_length: 128_000 });
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    await simulate('together');
    const wrongKey = await rejection(new Together({ apiKey: 'invalid', maxRetries: 0 }).chat.completions.create(chat));
    expect(wrongKey).toBeInstanceOf(Together.AuthenticationError);
    expect(wrongKey).toMatchObject({ status: 401, error: { error: { code: 'invalid_api_key' } } });
    const unknown = await rejection(createClient().chat.completions.create({ ...chat, model: 'no-such-model' }));
    expect(unknown).toBeInstanceOf(Together.NotFoundError);
    expect(unknown).toMatchObject({ status: 404, error: { error: { code: 'model_not_available' } } });
    const refused = await rejection(createClient().chat.completions.create({ ...chat, temperature: 3 }));
    expect(refused).toBeInstanceOf(Together.BadRequestError);
    expect(refused).toMatchObject({ error: { error: { param: 'temperature' } } });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('together', 'fault=429:retry-after=2');
    const limited = await rejection(createClient().chat.completions.create({ ...chat, stream: true }));
    expect(limited).toBeInstanceOf(Together.RateLimitError);
    expect(limited instanceof Together.APIError ? limited.headers?.get('retry-after') : undefined).toBe('2');
    await simulate('together', 'fault=503');
    const overloaded = await rejection(createClient().chat.completions.create(chat));
    expect(overloaded).toBeInstanceOf(Together.InternalServerError);
    expect(overloaded).toMatchObject({ status: 503, error: { error: { type: 'service_unavailable' } } });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('together', 'text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await createClient().chat.completions.create({ ...chat, stream: true })) texts.push(chunk.choices[0]?.delta.content ?? '');
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(Together.APIError);
    expect(error).toMatchObject({ message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });
});
