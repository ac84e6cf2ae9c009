import type { ErrorDetails } from '../core/errors.js';
import { IncompleteAnswerError, UadaError, withDetails } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { HttpRequest, HttpResponse, Transport } from '../core/http.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Decoder, Endpoint, Protocol } from '../protocols/protocol.js';
import type { Payload } from '../transport/framing/framer.js';
import type { OpenedBody } from '../transport/framing/open-body.js';
import { openBody } from '../transport/framing/open-body.js';
import { readErrorText, readWholeText } from '../transport/read-text.js';
import { createEventPile } from './event-pile.js';
import { joinSurrogates } from './join-surrogates.js';

/** Of a web page only the title is told. */
const pageBytes = 64 * 1024;
const wholeAnswerBytes = 64 * 1024 * 1024;

export type ProviderParts = {
  readonly endpoint: Endpoint;
  readonly protocol: Protocol;
  readonly transport: Transport;
  /** Wall clock in milliseconds since the epoch, for dates in headers. */
  readonly now: () => number;
  /** Reads an answer to its end before any of it is handed over, and takes the time of its first token by this monotonic clock. */
  readonly wholeBy?: (() => number) | undefined;
};

const notAnAnswer = (provider: string, what: string, text = ''): UadaError => {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim().slice(0, 120);
  return new UadaError('provider', `${provider} answered with ${what}${title === undefined || title === '' ? '' : ` ("${title}")`}, not with an API answer.`, {
    provider, hint: 'Check the base URL, and whether a proxy or a login page of the network stands in between.',
  });
};

/** The events of a body that was to be a stream and is something else. */
const readUnframed = async ({ protocol, endpoint: { provider } }: ProviderParts, body: Exclude<OpenedBody, { kind: 'payloads' }>, request: ChatRequest): Promise<readonly StreamEvent[]> => {
  if (body.kind === 'empty') throw notAnAnswer(provider, 'an empty body');
  if (body.kind === 'html') throw notAnAnswer(provider, 'a web page', await body.readText(pageBytes));
  return protocol.decodeBody(await body.readText(wholeAnswerBytes), { model: request.model });
};

async function* streamEvents(parts: ProviderParts, response: HttpResponse, request: ChatRequest): AsyncGenerator<StreamEvent> {
  const { protocol } = parts;
  const context = { model: request.model };
  const body = await openBody(response.body, protocol.framing);
  if (body.kind !== 'payloads') {
    yield* await readUnframed(parts, body, request);
    return;
  }
  const decoder = protocol.createDecoder(context);
  try {
    for await (const payload of body.payloads) {
      yield* decoder.push(payload);
      if (decoder.isEnded) return;
    }
    yield* decoder.finish();
  } catch (error) {
    yield* decoder.rest();
    throw error;
  }
}

type Framed = Extract<OpenedBody, { kind: 'payloads' }>;

/** Decodes a body to its end, with no promise but the one for each read. */
const drain = async ({ bytes, framer }: Framed, decoder: Decoder, take: (event: StreamEvent) => void): Promise<void> => {
  const read = (payloads: readonly Payload[]): void => {
    for (const payload of payloads) decoder.push(payload).forEach(take);
  };
  for await (const piece of bytes) {
    read(framer.push(piece));
    if (decoder.isEnded) return;
  }
  read(framer.finish());
  if (!decoder.isEnded) decoder.finish().forEach(take);
};

/** The same events with all of a text in one: whoever waits for the end anyway is spared a turn for every token. */
async function* wholeEvents(parts: ProviderParts, response: HttpResponse, request: ChatRequest, nowMs: () => number): AsyncGenerator<StreamEvent> {
  const { protocol } = parts;
  const context = { model: request.model };
  const body = await openBody(response.body, protocol.framing);
  if (body.kind !== 'payloads') {
    yield* await readUnframed(parts, body, request);
    return;
  }
  const decoder = protocol.createDecoder(context);
  const pile = createEventPile(nowMs);
  try {
    await drain(body, decoder, pile.add);
  } catch (error) {
    decoder.rest().forEach(pile.add);
    yield* pile.events();
    throw error;
  }
  yield* pile.events();
}

async function* answerEvents(parts: ProviderParts, response: HttpResponse, request: ChatRequest): AsyncGenerator<StreamEvent> {
  if (request.stream) {
    yield* parts.wholeBy === undefined ? streamEvents(parts, response, request) : wholeEvents(parts, response, request, parts.wholeBy);
    return;
  }
  const { protocol, endpoint: { provider } } = parts;
  const text = await readWholeText(response.body, wholeAnswerBytes);
  if (text.trim() === '') throw notAnAnswer(provider, 'an empty body');
  if (text.trimStart().startsWith('<')) throw notAnAnswer(provider, 'a web page', text);
  yield* protocol.decodeBody(text, { model: request.model });
}

/** What the connection and the headers tell goes into the `start`. */
const withResponseFacts = (parts: ProviderParts, response: HttpResponse, event: StreamEvent): StreamEvent =>
  event.type !== 'start' ? event : {
    ...event,
    ...parts.protocol.readHeaders(response.headers, parts.now()),
    ...(response.connectMs === undefined ? {} : { connectMs: response.connectMs }),
  };

/** A failure after visible text is an incomplete answer: the text was paid for and stays. */
const asIncomplete = (error: unknown, provider: string): unknown => {
  if (!(error instanceof UadaError) || error.kind === 'cancelled' || error.kind === 'incomplete' || error.kind === 'bug') return error;
  return new IncompleteAnswerError(`The answer of ${provider} broke off: ${error.message}`, {
    provider, status: error.status, code: error.code, requestId: error.requestId, hint: error.hint,
    isRetryable: error.isRetryable, retryAfterMs: error.retryAfterMs, cause: error,
  });
};

const unnamed: ReadonlySet<UadaError['kind']> = new Set(['cancelled', 'bug', 'usage', 'incomplete']);

/** What failed below knows a host; a person, and a run with several providers, must know whose it is. */
const withProvider = (error: unknown, provider: string): unknown => {
  if (!(error instanceof UadaError) || error.provider !== undefined || unnamed.has(error.kind)) return error;
  const message = error.message.includes(provider) ? error.message : `${provider}: ${error.message}`;
  return new UadaError(error.kind, message, { ...detailsOf(error), provider });
};

const detailsOf = ({ hint, status, code, requestId, isRetryable, retryAfterMs, cause }: UadaError): ErrorDetails =>
  ({ hint, status, code, requestId, isRetryable, retryAfterMs, cause });

/** A 404 that is not about the model is about the address: the path shows what is wrong with it. */
const withPath = (error: UadaError, { method, url }: HttpRequest, model: string): UadaError =>
  error.status !== 404 || error.message.includes(model) ? error
    : withDetails(error, { hint: [error.hint, `The request was ${method} ${new URL(url).pathname}.`].filter((part) => part !== undefined).join(' ') });

/** The response of a server that did not refuse. */
const openAnswer = async (parts: ProviderParts, request: ChatRequest, signal: AbortSignal): Promise<HttpResponse> => {
  const { protocol, endpoint, transport } = parts;
  const asked = protocol.encode(request, endpoint);
  const response = await transport(asked, signal).catch((error: unknown) => {
    throw withProvider(error, endpoint.provider);
  });
  if (response.status >= 200 && response.status <= 299) return response;
  const body = await readErrorText(response.body);
  throw withPath(protocol.parseError({ status: response.status, headers: response.headers, body, model: request.model, nowMs: parts.now() }), asked, request.model);
};

async function* stream(parts: ProviderParts, request: ChatRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const { endpoint } = parts;
  const response = await openAnswer(parts, request, signal);
  let hasText = false;
  try {
    for await (const event of joinSurrogates(answerEvents(parts, response, request))) {
      hasText ||= event.type === 'text';
      yield withResponseFacts(parts, response, event);
    }
  } catch (error) {
    throw hasText ? asIncomplete(error, endpoint.provider) : withProvider(error, endpoint.provider);
  }
}

/** A provider out of its parts: where it is, what it speaks, how it is reached. */
export const createProvider = (parts: ProviderParts): Provider => ({
  id: parts.endpoint.provider,
  stream: (request, signal) => stream(parts, request, signal),
});

/**
 * Asks for a streamed answer and hands over its events in the turn in which their bytes are read, with nothing in
 * between: a load test has no time for a promise an event. Rejects with what the server or the network says, as it is.
 */
export const pushEvents = async (parts: ProviderParts, request: ChatRequest, signal: AbortSignal, take: (event: StreamEvent) => void): Promise<void> => {
  const response = await openAnswer(parts, request, signal);
  const body = await openBody(response.body, parts.protocol.framing);
  if (body.kind !== 'payloads') {
    (await readUnframed(parts, body, request)).forEach(take);
    return;
  }
  const decoder = parts.protocol.createDecoder({ model: request.model });
  await drain(body, decoder, take);
};
