import type { ExchangeStamps } from '../core/http.js';
import type { EndOfTurn } from './end-of-turn.js';
import { createResponseBody } from './response-body.js';
import { createTimedBody } from './timed-body.js';

/** The stamps of an exchange while they are made. */
export type Stamps = { -readonly [Name in keyof ExchangeStamps]: ExchangeStamps[Name] };

/** What stamps are made with: a monotonic clock in milliseconds, and when readers are told. */
export type StampClock = { readonly nowMs: () => number; readonly endOfTurn: EndOfTurn };

export const createStamps = (staleCount: number): Stamps =>
  ({ dnsMs: null, tcpMs: null, tlsMs: null, sentMs: null, headersMs: 0, lastReadMs: null, bodyBytes: 0, staleCount });

/** A way to read a body that keeps the stamps up to date; of an encoded body they are of the decoded pieces. */
export const openStampedBody = (stamps: Stamps, { nowMs, endOfTurn }: StampClock): typeof createResponseBody => (raw, exchange) => {
  if (raw.encoding === '' || raw.encoding === 'identity') return createTimedBody(raw, exchange, { stamps, nowMs, endOfTurn });
  raw.stream.on('data', (bytes: Uint8Array) => {
    stamps.lastReadMs = nowMs();
    stamps.bodyBytes += bytes.length;
  });
  return createResponseBody(raw, exchange);
};
