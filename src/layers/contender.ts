import type { StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';

/** One of several providers that may answer the same request. */
export type Contender = {
  readonly provider: Provider;
  /** The request as this provider is to get it, with its own model for example. @default unchanged */
  readonly request?: ((request: ChatRequest) => ChatRequest) | undefined;
  /** Called when it is clear that the answer is this one's. */
  readonly onAnswer?: (() => void) | undefined;
};

/** At least one. */
export type Contenders = readonly [Contender, ...Contender[]];

export const requestFor = ({ request: map }: Contender, request: ChatRequest): ChatRequest => map?.(request) ?? request;

/** Says in the `start` who answers, unless a layer further in has said so. */
export const named = (event: StreamEvent, provider: string): StreamEvent =>
  event.type === 'start' ? { ...event, provider: event.provider ?? provider } : event;
