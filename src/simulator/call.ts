import type { ServerResponse as NodeResponse } from 'node:http';
import type { ChatRequest } from '../core/request.js';
import type { ServerRequest, ServerResponse, ServerSide } from '../protocols/protocol.js';
import type { StruckFaults } from './faults/struck.js';
import type { Identity } from './identity.js';
import type { SimulatorOptions } from './option-table.js';
import type { SimulatedProvider } from './providers.js';
import type { Slots } from './slots.js';
import type { Ticker } from './ticker.js';
import type { BatchStore } from './batches/batch-store.js';

/** What all requests of one simulator share. */
export type Shared = {
  readonly options: SimulatorOptions;
  readonly ticker: Ticker;
  readonly slots: Slots | undefined;
  identify(content: string): Identity;
  /** The files and batches of a vendor. */
  batches(provider: string): BatchStore;
};

/** One request that has reached a route of its vendor, with the means to answer it. */
export type Call = {
  readonly shared: Shared;
  readonly provider: SimulatedProvider;
  readonly side: ServerSide;
  readonly request: ServerRequest;
  readonly response: NodeResponse;
  readonly identity: Identity;
  readonly faults: StruckFaults;
  /** When the request came in, in `Ticker.nowMs`. */
  readonly arrivedMs: number;
  /** Aborted when the client is gone or the answer is out. */
  readonly signal: AbortSignal;
};

/** A call whose body was understood. */
export type ChatCall = Call & { readonly chat: ChatRequest };

/** Sends a whole reply. Resolves when the last byte was handed to the system or the client is gone. */
export const sendReply = (response: NodeResponse, reply: ServerResponse): Promise<void> => new Promise((resolve) => {
  response.once('close', resolve);
  const isBodiless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, isBodiless ? reply.headers : { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(isBodiless ? '' : reply.body, resolve);
});

/** Resolves when the client has left. */
export const untilGone = (signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => resolve(), { once: true });
});
