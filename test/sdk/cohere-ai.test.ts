import { Cohere, CohereClient, CohereClientV2 } from 'cohere-ai';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

/** The TypeScript SDK takes in code what Cohere's other SDKs read from CO_API_URL; the key comes from CO_API_KEY. */
const start = async (options?: string): Promise<CohereClientV2> => {
  const { environment } = await simulate('cohere', options);
  return new CohereClientV2({ environment: environment['CO_API_URL'] ?? '', maxRetries: 0 });
};

const chat = { model: 'command-a-03-2025', messages: [{ role: 'user' as const, content: question }] };

type Event = Cohere.V2ChatStreamResponse;

const textOf = (events: readonly Event[]): string => events.map((event) => (event.type === 'content-delta' ? event.delta?.message?.content?.text ?? '' : '')).join('');
const thinkingOf = (events: readonly Event[]): string => events.map((event) => (event.type === 'content-delta' ? event.delta?.message?.content?.thinking ?? '' : '')).join('');

describe('the cohere-ai SDK against the simulated Cohere', () => {
  it('streams events in the order of the v2 API', async () => {
    const client = await start('text=@answer,reasoning=2,chunk=100');
    const events = await collect(await client.chatStream(chat));
    expect(events.map((event) => event.type)).toEqual([
      'message-start', 'content-start', 'content-delta', 'content-end', 'content-start', 'content-delta', 'content-end', 'message-end',
    ]);
  });

  it('streams text, reasoning, finish reason and usage', async () => {
    const client = await start('text=@answer,reasoning=4');
    const events = await collect(await client.chatStream({ ...chat, thinking: { type: 'enabled' } }));
    expect(textOf(events)).toBe(answerText);
    expect(thinkingOf(events)).toBe(reasoningText);
    expect(events.at(-1)).toMatchObject({ type: 'message-end', delta: { finishReason: 'COMPLETE', usage: { tokens: { inputTokens: 7, outputTokens: 22 } } } });
  });

  it('reads a whole answer', async () => {
    const client = await start('text=@answer,reasoning=4');
    const response = await client.chat(chat);
    expect(response.message.content).toMatchObject([{ type: 'thinking', thinking: reasoningText }, { type: 'text', text: answerText }]);
    expect(response).toMatchObject({ finishReason: 'COMPLETE', usage: { tokens: { inputTokens: 7, outputTokens: 22 }, billedUnits: { outputTokens: 22 } } });
  });

  it('sends a system prompt, sampling parameters, stop words, a token limit and a switch for thinking that count', async () => {
    const client = await start('text=@answer,reasoning=4');
    const messages = [{ role: 'system' as const, content: systemPrompt }, ...chat.messages];
    const sampling = { temperature: 0.2, p: 0.9, seed: 7, thinking: { type: 'disabled' as const } };
    const stopped = await client.chat({ ...chat, messages, ...sampling, stopSequences: ['Quoted'] });
    expect(stopped.message.content).toMatchObject([{ type: 'text', text: 'Grüße, 世界! 👩‍🚀 Ça va? "' }]);
    expect(stopped.usage?.tokens?.inputTokens).toBe(13);
    const cut = await client.chat({ ...chat, messages, ...sampling, maxTokens: 5 });
    expect(cut.message.content).toMatchObject([{ type: 'text', text: 'Grüße, 世界! 👩‍🚀' }]);
    expect(cut).toMatchObject({ finishReason: 'MAX_TOKENS', usage: { tokens: { outputTokens: 5 } } });
  });

  it('gets JSON for a schema', async () => {
    const client = await start('');
    const { message } = await client.chat({ ...chat, responseFormat: { type: 'json_object', jsonSchema: personSchema } });
    const [content] = message.content ?? [];
    const answer: unknown = JSON.parse(content?.type === 'text' ? content.text : '');
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models, which never moved to v2', async () => {
    const { environment } = await simulate('cohere');
    const { models } = await new CohereClient({ environment: environment['CO_API_URL'] ?? '' }).models.list();
    expect(models.map((model) => model.name)).toEqual(['simulated-small', 'simulated-large', 'command-a-03-2025', 'command-r7b-12-2024']);
    expect(models[0]).toMatchObject({ endpoints: ['chat'], contextLength: 128_000 });
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    const { environment } = await simulate('cohere');
    const stranger = new CohereClientV2({ environment: environment['CO_API_URL'] ?? '', token: 'invalid', maxRetries: 0 });
    const wrongKey = await rejection(stranger.chat(chat));
    expect(wrongKey).toBeInstanceOf(Cohere.UnauthorizedError);
    expect(wrongKey).toMatchObject({ statusCode: 401, body: { message: expect.stringContaining('not valid') } });
    const client = await start();
    const unknown = await rejection(client.chat({ ...chat, model: 'no-such-model' }));
    expect(unknown).toBeInstanceOf(Cohere.NotFoundError);
    expect(unknown).toMatchObject({ statusCode: 404, body: { message: expect.stringContaining('no-such-model') } });
    const refused = await rejection(client.chat({ ...chat, temperature: 3 }));
    expect(refused).toBeInstanceOf(Cohere.BadRequestError);
    expect(refused).toMatchObject({ statusCode: 400, body: { message: expect.stringContaining('temperature') } });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    const limited = await rejection((await start('fault=429:retry-after=2')).chatStream(chat));
    expect(limited).toBeInstanceOf(Cohere.TooManyRequestsError);
    expect(limited instanceof Cohere.TooManyRequestsError ? limited.rawResponse?.headers.get('retry-after') : undefined).toBe('2');
    const overloaded = await rejection((await start('fault=503')).chat(chat));
    expect(overloaded).toBeInstanceOf(Cohere.ServiceUnavailableError);
    expect(overloaded).toMatchObject({ statusCode: 503 });
  });

  it('hands out an error that comes in the middle of the stream in the last event', async () => {
    const client = await start('text=@answer,fault=error:3');
    const events = await collect(await client.chatStream(chat));
    expect(textOf(events)).toBe('Grüße, 世界');
    expect(events.at(-1)).toMatchObject({ type: 'message-end', delta: { finishReason: 'ERROR', error: expect.stringContaining('simulated failure') } });
  });
});
