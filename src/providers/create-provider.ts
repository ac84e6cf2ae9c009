import type { ErrorDetails } from '../core/errors.js';
import { IncompleteAnswerError, UadaError, withDetails } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { HttpRequest, HttpResponse, Transport } from '../core/http.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Endpoint, Protocol } from '../protocols/protocol.js';
import { readErrorText } from '../transport/read-text.js';
import { joinSurrogates } from './join-surrogates.js';
import type { ReadingParts } from './read-events.js';
import { pileEvents, readWholeEvents, streamEvents, takeEvents } from './read-events.js';

export type ProviderParts = {
  readonly endpoint: Endpoint;
  readonly protocol: Protocol;
  readonly transport: Transport;
  /** Wall clock in milliseconds since the epoch, for dates in headers. */
  readonly now: () => number;
  /** Reads an answer to its end before any of it is handed over, and takes the time of its first token by this monotonic clock. */
  readonly wholeBy?: (() => number) | undefined;
};

const toReading = ({ protocol, endpoint: { provider } }: ProviderParts): ReadingParts => ({ protocol, provider });

async function* answerEvents(parts: ProviderParts, response: HttpResponse, { stream, model }: ChatRequest): AsyncGenerator<StreamEvent> {
  const reading = toReading(parts);
  if (!stream) yield* await readWholeEvents(reading, response, model);
  else if (parts.wholeBy === undefined) yield* streamEvents(reading, response, model);
  else yield* pileEvents(reading, response, model, parts.wholeBy);
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
export const pushEvents = async (parts: ProviderParts, request: ChatRequest, signal: AbortSignal, take: (event: StreamEvent) => void): Promise<void> =>
  takeEvents(toReading(parts), await openAnswer(parts, request, signal), request.model, take);
