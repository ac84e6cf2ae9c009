import type { StreamEvent } from '../core/events.js';

/** Milliseconds of the steps of a new connection; null where a step was not needed or cannot be told. */
export type ConnectTimes = {
  readonly isReused: boolean;
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  readonly totalMs: number;
};

/** What the transport saw of one exchange, on the clock of the run; null before it happened. */
export type TransportStamps = {
  readonly connect: ConnectTimes | null;
  /** The last byte of the request was with the kernel. */
  readonly sentMs: number | null;
  readonly headersMs: number | null;
  readonly bodyBytes: number;
  /** The HTTP status. */
  readonly status: number | null;
  /** Connections that were found closed when the request was sent on them, and were replaced by another. */
  readonly staleCount: number;
};

/** Takes an event of an answer, and when the read came in that completed it. */
export type TakeEvent = (event: StreamEvent, atMs: number) => void;

/** An answer while it comes, and the clock of its socket. */
export type TimedAnswer = {
  /** Resolves behind the last event; rejects with what the provider throws. */
  readonly ended: Promise<void>;
  stamps(): TransportStamps;
};

/** One model that is measured. */
export type BenchTarget = {
  /** As `provider/model`. */
  readonly name: string;
  /** Sends the prompt of this number; numbers below 0 are warm-up prompts. */
  ask(index: number, signal: AbortSignal, take: TakeEvent): TimedAnswer;
};

/** Time as the load generator needs it. */
export type BenchClock = {
  /** Monotonic milliseconds. */
  monotonicMs(): number;
  /** Resolves after so many milliseconds or a little later, and at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves as soon as it is `dueMs` or over, while everything that is ready has its turn. For the last milliseconds of a wait. */
  poll(dueMs: number, isOver: () => boolean): Promise<void>;
};
