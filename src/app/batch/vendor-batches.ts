import { UadaError, withDetails } from '../../core/errors.js';
import type { HttpHeaders, HttpRequest, HttpResponse } from '../../core/http.js';
import { toRetryWaitMs } from '../../layers/retry-wait.js';
import type { BatchClient } from '../../protocols/batch.js';
import { batchVendors, loadBatchClient } from '../../protocols/load-batch.js';
import type { Endpoint, Protocol } from '../../protocols/protocol.js';
import { readErrorText, readWholeText } from '../../transport/read-text.js';
import { createClock } from '../clock.js';
import type { Target } from '../complete-plan.js';
import type { Connection, ConnectionSettings } from '../connect.js';
import { connect } from '../connect.js';
import type { KeyPlaces } from '../find-key.js';
import type { Io } from '../io.js';
import { safeError } from '../with-redaction.js';

/** The asynchronous batches of one provider, ready to be asked. */
export type VendorBatches = {
  readonly client: BatchClient;
  readonly protocol: Protocol;
  readonly endpoint: Endpoint;
  /** The text of a reply. What changes nothing is asked again when it fails in a way that may pass. */
  readonly ask: (request: HttpRequest) => Promise<string>;
  /** The same for a reply whose headers are what counts. */
  readonly askHeaders: (request: HttpRequest) => Promise<HttpHeaders>;
  /** The text of a reply, asked for once: for what must not happen twice. */
  readonly askOnce: (request: HttpRequest) => Promise<string>;
  /** A reply that may be too large for a text. */
  readonly open: (request: HttpRequest) => Promise<HttpResponse>;
  close(): Promise<void>;
};

export type VendorOptions = {
  readonly target: Target;
  readonly settings: ConnectionSettings & { readonly maxRetries: number };
  readonly places: KeyPlaces;
  readonly io: Io;
};

const largestReplyBytes = 512 * 1024 * 1024;

/** The client of a target's batches. Throws a `usage` error for a provider that has none. */
export const batchClientOf = async ({ protocol, row }: Target): Promise<BatchClient> => {
  const client = await loadBatchClient(protocol);
  if (client !== undefined) return client;
  throw new UadaError('usage', `${row.id} has no asynchronous batches.`, { provider: row.id, hint: `Leave out --submit, or choose a model of ${batchVendors}.` });
};

const send = async ({ parts, keyHint }: Connection, request: HttpRequest, { io }: VendorOptions): Promise<HttpResponse> => {
  const response = await parts.transport(request, io.signal);
  if (response.status >= 200 && response.status <= 299) return response;
  const body = await readErrorText(response.body);
  const error = safeError(parts.protocol.parseError({ status: response.status, headers: response.headers, body, model: '', nowMs: io.now() }));
  throw error.kind === 'auth' && keyHint !== undefined ? withDetails(error, { hint: keyHint }) : error;
};

const mayRepeat = (error: unknown): error is UadaError => error instanceof UadaError && error.isRetryable && error.kind !== 'timeout' && error.kind !== 'cancelled';

const sendPatiently = async (connection: Connection, request: HttpRequest, options: VendorOptions): Promise<HttpResponse> => {
  const { settings, io } = options;
  const clock = createClock(io);
  for (let tries = 0; ; tries += 1) {
    try {
      return await send(connection, request, options);
    } catch (error) {
      if (tries >= settings.maxRetries || !mayRepeat(error)) throw error;
      await clock.sleep(toRetryWaitMs(tries, error.retryAfterMs, () => clock.random()), io.signal);
    }
  }
};

/** Finds the key and opens the connection. Throws a `usage` error for a provider without batches, an `auth` error without a key. */
export const openVendorBatches = async (options: VendorOptions): Promise<VendorBatches> => {
  const client = await batchClientOf(options.target);
  const connection = await connect(options);
  const headersOf = async (response: HttpResponse): Promise<HttpHeaders> => {
    await readErrorText(response.body);
    return response.headers;
  };
  const textOf = async (response: HttpResponse): Promise<string> => readWholeText(response.body, largestReplyBytes);
  return {
    client, protocol: connection.parts.protocol, endpoint: connection.parts.endpoint,
    ask: async (request) => textOf(await sendPatiently(connection, request, options)),
    askHeaders: async (request) => headersOf(await sendPatiently(connection, request, options)),
    askOnce: async (request) => textOf(await send(connection, request, options)),
    open: (request) => sendPatiently(connection, request, options),
    close: () => connection.close(),
  };
};
