import type { GenerateContentConfig, GenerateContentResponse } from '@google/genai';
import { ApiError, FinishReason, GoogleGenAI, ThinkingLevel } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { answerText, collect, personSchema, question, reasoningText, rejection, simulate, systemPrompt } from './simulated.js';

const createClient = (): GoogleGenAI => new GoogleGenAI({});

const model = 'gemini-3.8-flash';
const thinkingConfig = { thinkingLevel: ThinkingLevel.HIGH, includeThoughts: true };

const ask = (config: GenerateContentConfig = {}): Promise<GenerateContentResponse> => createClient().models.generateContent({ model, contents: question, config });

const stream = async (config: GenerateContentConfig = {}): Promise<GenerateContentResponse[]> =>
  collect(await createClient().models.generateContentStream({ model, contents: question, config }));

const thoughtsOf = (responses: readonly GenerateContentResponse[]): string =>
  responses.flatMap((response) => response.candidates?.[0]?.content?.parts ?? []).map((part) => (part.thought === true ? part.text ?? '' : '')).join('');

const textOf = (responses: readonly GenerateContentResponse[]): string => responses.map((response) => response.text ?? '').join('');

describe('the @google/genai SDK against the simulated Gemini', () => {
  it('streams text, reasoning, finish reason and usage', async () => {
    await simulate('google', 'text=@answer,reasoning=4,role=1');
    const chunks = await stream({ thinkingConfig });
    expect(textOf(chunks)).toBe(answerText);
    expect(thoughtsOf(chunks)).toBe(reasoningText);
    expect(chunks.at(-1)).toMatchObject({
      modelVersion: model, candidates: [{ finishReason: FinishReason.STOP }],
      usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 18, thoughtsTokenCount: 4, totalTokenCount: 29 },
    });
  });

  it('keeps a chat going over two turns', async () => {
    await simulate('google');
    const chat = createClient().chats.create({ model });
    expect(textOf(await collect(await chat.sendMessageStream({ message: question })))).toBe(answerText);
    const second = await chat.sendMessage({ message: question });
    expect(second.text).toBe(answerText);
    expect(second.usageMetadata?.promptTokenCount).toBe(7 + 18 + 7);
  });

  it('reads a whole answer', async () => {
    await simulate('google', 'text=@answer,reasoning=4');
    const response = await ask({ thinkingConfig });
    expect(response.text).toBe(answerText);
    expect(thoughtsOf([response])).toBe(reasoningText);
    expect(response).toMatchObject({
      candidates: [{ finishReason: FinishReason.STOP }], usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 18, thoughtsTokenCount: 4, totalTokenCount: 29 },
    });
  });

  it('sends a system prompt, sampling parameters, stop words and a token limit that count', async () => {
    await simulate('google');
    const sampling = { systemInstruction: systemPrompt, temperature: 0.2, topP: 0.9, seed: 7 };
    const stopped = await ask({ ...sampling, stopSequences: ['Quoted'] });
    expect(stopped.text).toBe('Grüße, 世界! 👩‍🚀 Ça va? "');
    expect(stopped.usageMetadata?.promptTokenCount).toBe(13);
    const cut = await ask({ ...sampling, maxOutputTokens: 5 });
    expect(cut.text).toBe('Grüße, 世界! 👩‍🚀');
    expect(cut).toMatchObject({ candidates: [{ finishReason: FinishReason.MAX_TOKENS }], usageMetadata: { candidatesTokenCount: 5 } });
  });

  it('gets JSON for a schema', async () => {
    await simulate('google', '');
    const answer: unknown = JSON.parse((await ask({ responseMimeType: 'application/json', responseJsonSchema: personSchema })).text ?? '');
    expect(answer).toEqual({ name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) });
  });

  it('lists the models', async () => {
    await simulate('google');
    const names = (await collect(await createClient().models.list())).map((row) => row.name);
    expect(names).toEqual([
      'models/simulated-small', 'models/simulated-large', 'models/gemini-2.5-pro', 'models/gemini-2.5-flash', 'models/gemini-2.5-flash-lite',
    ]);
  });

  it('raises its own errors for a wrong key, an unknown model and a refused parameter', async () => {
    await simulate('google');
    const wrongKey = await rejection(new GoogleGenAI({ apiKey: 'invalid' }).models.generateContent({ model, contents: question }));
    expect(wrongKey).toBeInstanceOf(ApiError);
    expect(wrongKey).toMatchObject({ status: 400, message: expect.stringContaining('API_KEY_INVALID') });
    const unknown = await rejection(createClient().models.generateContent({ model: 'no-such-model', contents: question }));
    expect(unknown).toBeInstanceOf(ApiError);
    expect(unknown).toMatchObject({ status: 404, message: expect.stringContaining('NOT_FOUND') });
    const refused = await rejection(ask({ temperature: 3 }));
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('temperature') });
  });

  it('raises its own errors for a rate limit and an overload', async () => {
    await simulate('google', 'fault=429:retry-after=2');
    const limited = await rejection(stream());
    expect(limited).toBeInstanceOf(ApiError);
    expect(limited).toMatchObject({ status: 429, message: expect.stringContaining('RESOURCE_EXHAUSTED') });
    await simulate('google', 'fault=503');
    expect(await rejection(ask())).toMatchObject({ name: 'ApiError', status: 503, message: expect.stringContaining('UNAVAILABLE') });
  });

  it('raises an error that comes in the middle of the stream', async () => {
    await simulate('google', 'text=@answer,fault=error:3');
    const texts: string[] = [];
    const read = async (): Promise<void> => {
      for await (const chunk of await createClient().models.generateContentStream({ model, contents: question })) texts.push(chunk.text ?? '');
    };
    const error = await rejection(read());
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 503, message: expect.stringContaining('simulated failure') });
    expect(texts.join('')).toBe('Grüße, 世界');
  });

  it('finds one JSON array where the address does not ask for events', async () => {
    const { baseUrls } = await simulate('google', 'text=@answer,chunk=3');
    const response = await fetch(`${baseUrls.google}/v1beta/models/${model}:streamGenerateContent?key=k`, {
      method: 'POST', body: JSON.stringify({ contents: [{ parts: [{ text: question }] }] }),
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const chunks = await response.json() as readonly { readonly candidates: readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[] }[];
    expect(chunks).toHaveLength(7);
    expect(chunks.map((chunk) => chunk.candidates[0]?.content.parts[0]?.text ?? '').join('')).toBe(answerText);
  });
});
