import type { GenerateContentResponse } from '@google/genai';
import { ApiError, GoogleGenAI, ThinkingLevel } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { google } from '../../../src/protocols/google/protocol.js';
import type { AnswerEnd, ServerRequest, ServerResponse } from '../../../src/protocols/protocol.js';

const { server } = google;
const head = { id: 'abc', model: 'gemini-3.8-flash', createdMs: 0 };
const end: AnswerEnd = { finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: 2, cachedInputTokens: 0 } };
const model = { id: 'gemini-3.8-flash', name: null, contextTokens: 8192, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false };

const toResponse = ({ status, headers, body }: ServerResponse): Response => new Response(body, { status, headers });

const answer = (request: ServerRequest): Response => {
  if (server.credential(request) !== 'right') return toResponse(server.encodeFailure({ reason: 'auth', message: 'API key not valid.' }, 'abc'));
  if (server.route(request) === 'models') return toResponse(server.encodeModels([model]));
  const chat = server.parse(request);
  if (!chat.stream) return toResponse(server.encodeAnswer({ ...end, head, reasoning: 'Hm', text: 'Hi 🌍' }, request));
  const encoder = server.createEncoder(head, request);
  const pieces = [encoder.open(), encoder.empty(), encoder.reasoning('Hm'), encoder.text('Hi '), encoder.text('🌍')];
  const tail = chat.model === 'broken' ? [encoder.error({ reason: 'overloaded', message: 'boom' })] : encoder.close(end);
  return new Response([...pieces, ...tail].join(''), { headers: { 'content-type': encoder.contentType } });
};

const fetchAnswer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
  const url = new URL(input instanceof Request ? input.url : input);
  return answer({
    method: init?.method ?? 'GET', path: url.pathname, query: url.searchParams,
    headers: Object.fromEntries(new Headers(init?.headers)), body: typeof init?.body === 'string' ? init.body : '',
  });
};

const createClient = (apiKey: string): GoogleGenAI => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: 'http://127.0.0.1:9', fetch: fetchAnswer } });
const client = createClient('right');
const config = { maxOutputTokens: 64, temperature: 1, thinkingConfig: { thinkingLevel: ThinkingLevel.LOW, includeThoughts: true } };

const stream = async (name: string): Promise<readonly GenerateContentResponse[]> => {
  const chunks = [];
  for await (const chunk of await client.models.generateContentStream({ model: name, contents: 'Hi', config })) chunks.push(chunk);
  return chunks;
};

describe('the official Google client against our server side', () => {
  it('reads a stream', async () => {
    const chunks = await stream('gemini-3.8-flash');
    expect(chunks.map((chunk) => chunk.text ?? '').join('')).toBe('Hi 🌍');
    expect(chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? []).find((part) => part.thought === true)?.text).toBe('Hm');
    expect(chunks.at(-1)).toMatchObject({
      responseId: 'abc', modelVersion: 'gemini-3.8-flash', candidates: [{ finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 11, candidatesTokenCount: 3, thoughtsTokenCount: 2, totalTokenCount: 16 },
    });
  });

  it('reads a whole answer', async () => {
    const response = await client.models.generateContent({ model: 'gemini-3.8-flash', contents: 'Hi', config: { ...config, systemInstruction: 'Be terse.' } });
    expect(response.text).toBe('Hi 🌍');
    expect(response.usageMetadata?.totalTokenCount).toBe(16);
  });

  it('lists the models', async () => {
    const names = [];
    for await (const row of await client.models.list()) names.push(row.name);
    expect(names).toEqual(['models/gemini-3.8-flash']);
  });

  it('reports an error in the stream and a wrong key', async () => {
    await expect(stream('broken')).rejects.toThrow('boom');
    await expect(createClient('wrong').models.generateContent({ model: 'gemini-3.8-flash', contents: 'Hi' })).rejects.toThrow(ApiError);
  });
});
