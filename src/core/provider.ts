import type { StreamEvent } from './events.js';
import type { ChatRequest } from './request.js';

/** What answers a request. Aborting the signal ends the stream with a `CancelledError`. */
export type Provider = {
  readonly id: string;
  stream(request: ChatRequest, signal: AbortSignal): AsyncIterable<StreamEvent>;
};

/** A cross-cutting concern (cache, retry, limit, fallback) wrapped around any provider. */
export type ProviderLayer = (next: Provider) => Provider;

/** What a model can do besides answering text with text. */
export const modelCapabilities = ['tools', 'vision', 'reasoning', 'json_schema'] as const;
export type ModelCapability = (typeof modelCapabilities)[number];

/** A row of a provider's model list. Unknown is null. */
export type ModelInfo = {
  readonly id: string;
  readonly name: string | null;
  readonly contextTokens: number | null;
  readonly maxOutputTokens: number | null;
  /** USD per million tokens, when the list itself says so. */
  readonly inputUsdPerMillion: number | null;
  readonly outputUsdPerMillion: number | null;
  /** False for embedding, speech and image models; null when the list does not tell. */
  readonly isChat: boolean | null;
  readonly isDeprecated: boolean;
  /** Undefined when nobody tells. */
  readonly capabilities?: readonly ModelCapability[] | undefined;
  /** Of those that are not among them, the ones that the model may yet have. @default none */
  readonly openCapabilities?: readonly ModelCapability[] | undefined;
};
