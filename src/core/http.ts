/** An HTTP request as a protocol words it; the transport adds only what the connection needs. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Names in lower case. May hold a credential: never print it without the redactor. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Nothing in it is for its server alone, so that a redirect may send it to any other. @default false */
  readonly isPublic?: boolean;
  /** Called when there is a connection to send it on, new or kept. */
  readonly onConnect?: (() => void) | undefined;
};

/** Response headers, names in lower case. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** The clock of one exchange, kept up to date while its body is read. Stamps are monotonic milliseconds. */
export type ExchangeStamps = {
  /** Lasted so long on a new connection; null on a reused one, and where the step was not needed or cannot be told. */
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  /** The last byte of the request was handed to the system. */
  readonly sentMs: number | null;
  readonly headersMs: number;
  /** When the piece of the body that the reader took last came out of its socket. */
  readonly lastReadMs: number | null;
  readonly bodyBytes: number;
  /** Kept connections that were found closed when the request was sent on them; it went out on another. */
  readonly staleCount: number;
};

/** The bytes of an answer. Leaving the loop early closes the connection. */
export type HttpBody = AsyncIterable<Uint8Array> & {
  /**
   * Hands over what has not been iterated, read by read, with no promise for each: a load test has no time for one.
   * Resolves at the end, or when `take` says that it has enough; rejects with what the loop would throw, and with what
   * `take` throws.
   */
  readonly drain?: ((take: (bytes: Uint8Array) => boolean) => Promise<void>) | undefined;
};

export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Decoded content (gzip and the like undone). */
  readonly body: HttpBody;
  /** DNS, TCP and TLS together; 0 on a reused connection, undefined where it cannot be told. */
  readonly connectMs?: number;
  /** Only from a transport that takes the time. */
  readonly stamps?: ExchangeStamps;
};

/**
 * Sends a request. Resolves when the headers are there, whatever the status. Throws a `UadaError` of kind
 * `network`, `timeout` or `cancelled`, from the promise or out of the body.
 */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;
