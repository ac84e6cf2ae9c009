import type { Transport } from '../core/http.js';

/** A transport that keeps connections open between requests. */
export type ClosableTransport = Transport & {
  /** Closes all connections, those in use too. */
  close(): void;
};
