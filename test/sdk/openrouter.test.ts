import { OpenRouter } from '@openrouter/sdk';
import { resetEnv } from '@openrouter/sdk/lib/env.js';
import type { ChatRequest, ChatResult, ChatStreamChunk } from '@openrouter/sdk/models';
import { BadRequestResponseError, ServiceUnavailableResponseError, TooManyRequestsResponseError, UnauthorizedResponseError } from '@openrouter/sdk/models/errors';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (apiKey?: string): OpenRouter => {
  // The SDK reads the environment once in a process.
  resetEnv();
  return new OpenRouter({ ...(apiKey === undefined ? {} : { apiKey }), retryConfig: { strategy: 'none' } });
};

const chat = { model: 'openai/gpt-5-mini', messages: [{ role: 'user' as const, content: question }] };

const send = async (chatRequest: ChatRequest, client = createClient()): Promise<ChatResult> => {
  const answer = await client.chat.send({ chatRequest: { ...chatRequest, stream: false } });
  if (!('choices' in answer)) throw new Error('The answer was a stream.');
  return answer;
};

const stream = async (chatRequest: ChatRequest): Promise<ChatStreamChunk[]> => {
  const answer = await createClient().chat.send({ chatRequest: { ...chatRequest, stream: true } });
  if (!(Symbol.asyncIterator in answer)) throw new Error('The answer was no stream.');
  return collect(answer);
};

describe('the @openrouter/sdk against the simulated OpenRouter', () => {
  it('streams text, reasoning, finish reason, usage and cost', async () => {
    await simulate('openrouter', 'text=@answer,reasoning=4');
    const chunks = await stream({ ...chat, reasoning: { effort: 'high' } });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(answerText);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.reasoning ?? '').join('')).toBe(reasoningText);
    expect(chunks.at(-1)).toMatchObject({
      model: 'openai/gpt-5-mini', choices: [{ finishReason: 'stop' }],
      usage: { promptTokens: 7, completionTokens: 22, totalTokens: 29, cost: 0, completionTokensDetails: { reasoningTokens: 4 } },
    });
  });

  it('reads a whole answer', async () => {
    await simulate('openrouter', 'text=@answer,reasoning=4');
    const completion = await send(chat);
    expect(completion.choices).toMatchObject([{ finishReason: 'stop', message: { role: 'assistant', content: answerText, reasoning: reasoningText } }]);
    expect(completion.usage).toMatchObject({ promptTokens: 7, completionTokens: 22, totalTokens: 29 });
  });

  it('sends a system prompt, sampling parameters, stop words, a token limit and an effort that count', async () => {
    await simulate('openrouter', 'text=@answer,reasoning=4');
    const messages = [{ role: 'system' as const, content: systemPrompt }, ...chat.messages];
    const sampling = { temperature: 0.2, topP: 0.9, seed: 7, reasoning: { effort: 'none' as const } };
    const stopped = await send({ ...chat, messages, ...sampling, stop: ['Quoted'] });
    expect(stopped.choices[0]?.message).toMatchObject({ content: 'Grüße, 世界! 👩‍🚀 Ça va? "' });
    expect(stopped.choices[0]?.message.reasoning ?? '').toBe('');
    expect(stopped.usage?.promptTokens).toBe(13);
    const cut = await send({ ...chat, messages, ...sampling, maxCompletionTokens: 5 });
    expect(cut.choices[0]).toMatchObject({ finishReason: 'length', message: { content: 'Grüße, 世界! 👩‍🚀' } });
    expect(cut.usage?.completionTokens).toBe(5);
  });

  it('gets JSON for a schema', async () => {
    await simulate('openrouter', '');
    const completion = await send({ ...chat, responseFormat: { type: 'json_schema', jsonSchema: { name: 'person', strict: true, schema: personSchema } } });
    const { content } = completion.choices[0]?.message ?? {};
    const answer: unknown = JSON.parse(typeof content === 'string' ? content : '');
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    await simulate('openrouter');
    const ids: string[] = [];
    for await (const page of await createClient().models.list()) ids.push(...page.result.data.map((model) => model.id));
    expect(ids).toEqual([
      'simulated-small', 'simulated-large', 'openrouter/auto', 'openai/gpt-5-mini', 'anthropic/claude-sonnet-4.5', 'google/gemini-2.5-flash',
    ]);
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    await simulate('openrouter');
    const wrongKey = await rejection(send(chat, createClient('sk-or-invalid')));
    expect(wrongKey).toBeInstanceOf(UnauthorizedResponseError);
    expect(wrongKey).toMatchObject({ statusCode: 401, error: { code: 401 } });
    const unknown = await rejection(send({ ...chat, model: 'no-such/model' }));
    expect(unknown).toBeInstanceOf(BadRequestResponseError);
    expect(unknown).toMatchObject({ statusCode: 400, message: expect.stringContaining('does not exist') });
    const refused = await rejection(send({ ...chat, temperature: 3 }));
    expect(refused).toBeInstanceOf(BadRequestResponseError);
    expect(refused).toMatchObject({ statusCode: 400, message: expect.stringContaining('temperature') });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('openrouter', 'fault=429:retry-after=2');
    const limited = await rejection(stream(chat));
    expect(limited).toBeInstanceOf(TooManyRequestsResponseError);
    expect(limited instanceof TooManyRequestsResponseError ? limited.headers.get('retry-after') : undefined).toBe('2');
    await simulate('openrouter', 'fault=503');
    const overloaded = await rejection(send(chat));
    expect(overloaded).toBeInstanceOf(ServiceUnavailableResponseError);
    expect(overloaded).toMatchObject({ statusCode: 503, error: { code: 503 } });
  });

  it('hands out an error that comes in the middle of the stream on its last chunk', async () => {
    await simulate('openrouter', 'text=@answer,fault=error:3');
    const chunks = await stream(chat);
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('Grüße, 世界');
    expect(chunks.at(-1)).toMatchObject({ choices: [{ finishReason: 'error' }], error: { code: 503, message: expect.stringContaining('simulated failure') } });
  });
});
