import type { FinishReason } from '../../src/core/events.js';
import type { ModelInfo } from '../../src/core/provider.js';
import type { ChatRequest } from '../../src/core/request.js';
import type { Usage } from '../../src/core/usage.js';
import { UadaError } from '../../src/core/errors.js';
import type { Protocol, ServerFailure, ServerRequest, ServerResponse } from '../../src/protocols/protocol.js';

/** What the server in a test answers with. */
export type Script = {
  readonly reasoning?: readonly string[];
  readonly text?: readonly string[];
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  /** Answers with this instead. */
  readonly failure?: ServerFailure;
  /** Breaks off with this after the text. */
  readonly midFailure?: ServerFailure;
};

export const scriptedUsage: Usage = { inputTokens: 11, outputTokens: 7, reasoningTokens: 2, cachedInputTokens: 4 };

export const scriptedModels: readonly ModelInfo[] = ['acme/one', 'acme/two'].map((id) => ({
  id, name: `The ${id}`, contextTokens: 8000, maxOutputTokens: 1000, inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6, isChat: true, isDeprecated: false,
}));

export type Served = { readonly requests: readonly ServerRequest[]; readonly parsed: readonly ChatRequest[]; readonly fetch: typeof globalThis.fetch };

const head = (model: string) => ({ id: 'a1b2', model, createdMs: 1_779_000_000_000 });

/** The bytes of one streamed answer. */
export const streamText = (protocol: Protocol, request: ServerRequest, model: string, script: Script): string => {
  const encoder = protocol.server.createEncoder(head(model), request);
  const pieces = [encoder.open(), encoder.empty(), ...(script.reasoning ?? []).map((text) => encoder.reasoning(text)), ...(script.text ?? []).map((text) => encoder.text(text))];
  const end = { finishReason: script.finishReason ?? 'stop', usage: script.usage ?? scriptedUsage };
  return [...pieces, ...(script.midFailure === undefined ? encoder.close(end) : [encoder.error(script.midFailure)])].join('');
};

const answer = (protocol: Protocol, request: ServerRequest, parsed: ChatRequest, script: Script): ServerResponse => {
  const { server } = protocol;
  if (parsed.stream) {
    const { contentType } = server.createEncoder(head(parsed.model), request);
    return { status: 200, headers: { 'content-type': contentType }, body: streamText(protocol, request, parsed.model, script) };
  }
  return server.encodeAnswer({
    head: head(parsed.model), reasoning: (script.reasoning ?? []).join(''), text: (script.text ?? []).join(''),
    finishReason: script.finishReason ?? 'stop', usage: script.usage ?? scriptedUsage,
  }, request);
};

const reply = (protocol: Protocol, request: ServerRequest, script: Script, parsed: ChatRequest[]): ServerResponse => {
  const { server } = protocol;
  if (script.failure !== undefined) return server.encodeFailure(script.failure, 'a1b2');
  if (server.credential(request) === undefined) return server.encodeFailure({ reason: 'auth', message: 'No key.' }, 'a1b2');
  const route = server.route(request);
  if (route === 'models') return server.encodeModels(scriptedModels);
  if (route === undefined) return server.encodeFailure({ reason: 'model', message: 'No such route.' }, 'a1b2');
  try {
    const chat = server.parse(request);
    parsed.push(chat);
    return answer(protocol, request, chat, script);
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    return server.encodeFailure({ reason: 'parameter', message: error.message, ...(error.code === undefined ? {} : { parameter: error.code }) }, 'a1b2');
  }
};

/** Every item of an async iterable (`Array.fromAsync` is not in Node 20). */
export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** A `fetch` that is the protocol's own server side, for official SDKs; nothing leaves the process. */
export const serve = (protocol: Protocol, basePath: string, script: Script = {}): Served => {
  const requests: ServerRequest[] = [];
  const parsed: ChatRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const sent = new Request(input, init);
    const url = new URL(sent.url);
    const request: ServerRequest = {
      method: sent.method, path: url.pathname.slice(basePath.length), query: url.searchParams,
      headers: Object.fromEntries(sent.headers), body: await sent.text(),
    };
    requests.push(request);
    const { status, headers, body } = reply(protocol, request, script, parsed);
    return new Response(body, { status, headers: { ...protocol.server.headers(head('')), ...headers } });
  };
  return { requests, parsed, fetch };
};
