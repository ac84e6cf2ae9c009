import type { ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import type { Usage } from '../../core/usage.js';
import type { ServerFailure } from '../protocol.js';

/** A vendor's reply to a failure, before it is written. */
export type WrittenFailure = { readonly status: number; readonly body: JsonObject; readonly headers?: Readonly<Record<string, string>> };

/** How one vendor's server words what it sends. */
export type ServerDialect = {
  readonly contentType: string;
  readonly requestIdHeader: string;
  /** What an answer's id begins with, and a request id's where that is another one. */
  readonly idPrefix: string;
  readonly requestIdPrefix?: string;
  /** Headers of a good answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Comment that real servers send while they wait for the model. */
  readonly keepAlive?: string;
  /** `role-only`: a first chunk without text; `every-delta`: the role is repeated in each chunk. */
  readonly role: 'role-only' | 'every-delta';
  /** Where a stream carries the usage. */
  readonly usage: 'extra-chunk-if-asked' | 'repeated-finish-chunk' | 'finish-and-extra-chunk' | 'finish-chunk';
  readonly reasoning: 'hidden' | 'reasoning' | 'reasoning-and-details';
  /** Fields that every chunk carries. */
  readonly chunkFields: JsonObject;
  /** Fields of the first chunk only. */
  readonly firstChunkFields?: (id: string) => JsonObject;
  /** Fields of a whole answer. */
  readonly answerFields: JsonObject;
  /** Fields that a choice has beside `delta` and `finish_reason`. */
  readonly choiceFields?: (finish: string | null) => JsonObject;
  /** A streamed choice repeats the text of its delta. */
  readonly repeatsText?: boolean;
  readonly writeUsage: (usage: Usage) => JsonObject;
  readonly writeFailure: (failure: ServerFailure) => WrittenFailure;
  /** The SSE `event:` name of an error in a stream. */
  readonly errorEvent?: string;
  readonly modelList: 'object' | 'array';
  /** Fields of the model list beside its rows. */
  readonly modelListFields?: (count: number) => JsonObject;
  readonly modelRow: (model: ModelInfo) => JsonObject;
  /** Throws a `usage` error for a body that only this vendor refuses. */
  readonly check?: (body: JsonObject) => void;
  /** What answers when the request names no model; without it the model is required. */
  readonly defaultModel?: string;
};
