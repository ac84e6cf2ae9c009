import { Ollama } from 'ollama';
import { describe, expect, it } from 'vitest';
import { ollama } from '../../../src/protocols/ollama/protocol.js';
import type { AnswerEnd, ServerRequest, ServerResponse } from '../../../src/protocols/protocol.js';

const { server } = ollama;
const head = { id: 'abc', model: 'gemma4', createdMs: 0 };
const end: AnswerEnd = { finishReason: 'stop', usage: { inputTokens: 11, outputTokens: 5, reasoningTokens: 0, cachedInputTokens: 0 } };

const toResponse = ({ status, headers, body }: ServerResponse): Response => new Response(body, { status, headers });

const answer = (request: ServerRequest): Response => {
  if (server.route(request) === 'models') {
    return toResponse(server.encodeModels([{ id: 'gemma4', name: null, contextTokens: null, maxOutputTokens: null, inputUsdPerMillion: null, outputUsdPerMillion: null, isChat: true, isDeprecated: false }]));
  }
  const chat = server.parse(request);
  if (chat.model === 'absent') return toResponse(server.encodeFailure({ reason: 'model', message: 'model \'absent\' not found' }, 'abc'));
  if (!chat.stream) return toResponse(server.encodeAnswer({ ...end, head, reasoning: 'Hm', text: 'Hi 🌍' }, request));
  const encoder = server.createEncoder(head, request);
  const lines = [encoder.open(), encoder.empty(), encoder.reasoning('Hm'), encoder.text('Hi '), encoder.text('🌍')];
  const tail = chat.model === 'broken' ? [encoder.error({ reason: 'server', message: 'boom' })] : encoder.close(end);
  return new Response([...lines, ...tail].join(''), { headers: { 'content-type': encoder.contentType } });
};

const client = new Ollama({
  host: 'http://127.0.0.1:9',
  fetch: async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body = typeof init?.body === 'string' ? init.body : '';
    return answer({ method: init?.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: {}, body });
  },
});

const messages = [{ role: 'user', content: 'Hi' }];

describe('the official Ollama client against our server side', () => {
  it('reads a stream', async () => {
    const parts = [];
    for await (const part of await client.chat({ model: 'gemma4', messages, stream: true, think: true })) parts.push(part);
    expect(parts.map((part) => part.message.content).join('')).toBe('Hi 🌍');
    expect(parts.map((part) => part.message.thinking ?? '').join('')).toBe('Hm');
    expect(parts.at(-1)).toMatchObject({ done: true, done_reason: 'stop', prompt_eval_count: 11, eval_count: 5 });
  });

  it('reads a whole answer', async () => {
    expect(await client.chat({ model: 'gemma4', messages })).toMatchObject({ message: { role: 'assistant', content: 'Hi 🌍', thinking: 'Hm' }, done: true });
  });

  it('lists the models', async () => {
    expect((await client.list()).models).toMatchObject([{ name: 'gemma4', model: 'gemma4' }]);
  });

  it('reports a missing model and an error in the stream', async () => {
    await expect(client.chat({ model: 'absent', messages })).rejects.toMatchObject({ status_code: 404, message: 'model \'absent\' not found' });
    const readAll = async (): Promise<void> => {
      for await (const part of await client.chat({ model: 'broken', messages, stream: true })) expect(part.done).toBe(false);
    };
    await expect(readAll()).rejects.toThrow('boom');
  });
});
