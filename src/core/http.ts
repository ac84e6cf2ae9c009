/** An HTTP request as a protocol words it; the transport adds only what the connection needs. */
export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Names in lower case. May hold a credential: never print it without the redactor. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** Response headers, names in lower case. */
export type HttpHeaders = Readonly<Record<string, string>>;

export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  /** Decoded content (gzip and the like undone). Leaving the loop early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** DNS, TCP and TLS together; 0 on a reused connection, undefined where it cannot be told. */
  readonly connectMs?: number;
};

/**
 * Sends a request. Resolves when the headers are there, whatever the status. Throws a `UadaError` of kind
 * `network`, `timeout` or `cancelled`, from the promise or out of the body.
 */
export type Transport = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;
