import type { UadaError } from '../core/errors.js';
import type { FinishReason, StreamEvent } from '../core/events.js';
import type { HttpHeaders, HttpRequest } from '../core/http.js';
import type { ModelInfo } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Secret } from '../core/secret.js';
import type { Usage } from '../core/usage.js';

/** Where a request goes. `baseUrl` has no trailing slash and is in the protocol's own form. */
export type Endpoint = {
  readonly provider: string;
  readonly baseUrl: string;
  readonly key?: Secret | undefined;
  /** How the key is sent where a vendor knows two ways (Anthropic). @default 'api-key' */
  readonly keyKind?: 'api-key' | 'bearer' | undefined;
  /** Extra headers of the provider's row. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
};

/** One unit of a framed stream: an SSE event, an NDJSON line or an element of a JSON array. */
export type Payload = {
  /** The SSE `event:` name, where there was one. */
  readonly event?: string;
  readonly data: string;
};

/** Turns payloads into events. It is fed in order and keeps the state of one answer. */
export type Decoder = {
  /** Events of one payload. Throws a `UadaError` on an in-band error or on a payload it cannot read. */
  push(payload: Payload): readonly StreamEvent[];
  /**
   * Called when the input ends. Yields the `end` that was still held back, or throws
   * `IncompleteAnswerError` when the protocol's own end was never seen.
   */
  finish(): readonly StreamEvent[];
  /** What is still held back when the answer breaks off: calls of tools, as far as they came. */
  rest(): readonly StreamEvent[];
  /** True once the `end` event is out; later payloads are ignored. */
  isEnded(): boolean;
};

export type ModelPage = { readonly models: readonly ModelInfo[]; readonly next?: string };

/**
 * A wire format, client side and server side. Pure: no I/O, no clock, no randomness.
 */
export type Protocol = {
  readonly framing: 'sse' | 'ndjson';
  /** Throws a `usage` error for a parameter that the format cannot carry. */
  encode(request: ChatRequest, endpoint: Endpoint): HttpRequest;
  createDecoder(context: DecodeContext): Decoder;
  /** Events of a whole (not streamed) answer; throws as `Decoder.push` and `finish` do. */
  decodeBody(body: string, context: DecodeContext): readonly StreamEvent[];
  /** The error an unsuccessful reply stands for. Its body may be anything, HTML and nothing included. */
  parseError(reply: FailedReply): UadaError;
  /** What the response headers say beyond the answer. */
  readHeaders(headers: HttpHeaders, nowMs: number): ResponseFacts;
  encodeModels(endpoint: Endpoint, after?: string): HttpRequest;
  decodeModels(body: string): ModelPage;
  readonly server: ServerSide;
};

/** What a decoder must know of the request it reads the answer of. */
export type DecodeContext = { readonly model: string };

export type FailedReply = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
  /** The model that was asked, '' when the request was for something else. */
  readonly model: string;
  readonly nowMs: number;
};

export type ResponseFacts = Pick<Extract<StreamEvent, { type: 'start' }>, 'requestId' | 'rateLimits'>;

/** A request as a server of the format receives it; the path begins after the provider's base URL. */
export type ServerRequest = {
  readonly method: string;
  /** Path without query, for example `/chat/completions`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: HttpHeaders;
  readonly body: string;
};

export type ServerRoute = 'chat' | 'models';

/** What a server knows of an answer before its first token. */
export type AnswerHead = {
  /** A short unique word from which the format builds its ids. */
  readonly id: string;
  readonly model: string;
  readonly createdMs: number;
  /** Prompt tokens, for formats that state them before the answer (Anthropic). @default 0 */
  readonly inputTokens?: number | undefined;
};

export type AnswerEnd = { readonly finishReason: FinishReason; readonly usage: Usage };

/** Writes one streamed answer. Every method returns the bytes to send, as text; '' sends nothing. */
export type Encoder = {
  readonly contentType: string;
  /** What the format sends before the first delta; may be ''. */
  open(): string;
  /** A delta without text, as real servers send before the first token. */
  empty(): string;
  reasoning(text: string): string;
  text(text: string): string;
  /** The closing events in order; the usage is in the last piece, which may be sent later than the others. */
  close(end: AnswerEnd): readonly string[];
  /** An error in the middle of the stream, in the vendor's shape. */
  error(failure: ServerFailure): string;
};

export type FailureReason =
  | 'auth' | 'permission' | 'billing' | 'model' | 'parameter' | 'too_large' | 'rate_limit' | 'quota' | 'overloaded' | 'server' | 'timeout';

/** A failure for a server to word in the vendor's shape. */
export type ServerFailure = {
  readonly reason: FailureReason;
  readonly message: string;
  /** Overrides the vendor's usual status. */
  readonly status?: number;
  readonly parameter?: string;
  /** The model that does not exist. */
  readonly model?: string;
  readonly retryAfterSeconds?: number;
};

export type ServerResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type WholeAnswer = AnswerEnd & { readonly head: AnswerHead; readonly reasoning: string; readonly text: string };

export type ServerSide = {
  /** Which of the format's routes this is; undefined for an unknown one. */
  route(request: ServerRequest): ServerRoute | undefined;
  /** The credential the caller sent, or undefined. */
  credential(request: ServerRequest): string | undefined;
  /** Throws a `usage` error that says what is wrong with the body. */
  parse(request: ServerRequest): ChatRequest;
  createEncoder(head: AnswerHead, request: ServerRequest): Encoder;
  encodeAnswer(answer: WholeAnswer, request: ServerRequest): ServerResponse;
  /** Headers of a good answer: request id, rate limits. */
  headers(head: AnswerHead): Readonly<Record<string, string>>;
  encodeFailure(failure: ServerFailure, id: string): ServerResponse;
  encodeModels(models: readonly ModelInfo[]): ServerResponse;
};
