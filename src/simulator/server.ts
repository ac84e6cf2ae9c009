import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Shared } from './call.js';
import { sendReply } from './call.js';
import { createBatchStores } from './batches/batch-store.js';
import { createIdentities } from './identity.js';
import { listen, toBaseAddress } from './listen.js';
import type { SimulatorOptions } from './option-table.js';
import type { SimulatedProvider } from './providers.js';
import { findPlace, mounts, simulatedProviders } from './providers.js';
import { pathOf, serveRequest } from './serve-request.js';
import { createSlots } from './slots.js';
import { createTicker } from './ticker.js';

export type SimulatorSettings = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly options: SimulatorOptions;
};

/** A simulator that listens. */
export type Simulator = {
  /** Without a path and a trailing slash. */
  readonly url: string;
  /** The base URL of each vendor, as its own SDK wants it. */
  readonly baseUrls: Readonly<Record<SimulatedProvider, string>>;
  /** The same by the name of the variable that the SDK reads. */
  readonly environment: Readonly<Record<string, string>>;
  /** Cuts what is still running and frees the port. */
  close(): Promise<void>;
};

const sendText = (response: ServerResponse, status: number, text: string): Promise<void> =>
  sendReply(response, { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` });

const general: Readonly<Record<string, string>> = {
  '/': 'This is the simulator of uada: it speaks the wire formats of eight LLM providers. No model is behind it.',
  '/healthz': 'ok',
  // Programs ask Ollama's root whether it runs.
  '/ollama': 'Ollama is running',
};

const serve = async (shared: Shared, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const arrivedMs = shared.ticker.nowMs();
  const left = new AbortController();
  response.once('close', () => left.abort());
  const path = pathOf(request.url ?? '/');
  const text = general[path];
  if (text !== undefined) return sendText(response, 200, text);
  const place = findPlace(path);
  if (place === undefined) return sendText(response, 404, 'There is nothing here: every vendor has its own path, such as /openai/v1.');
  return serveRequest(shared, place, { request, response, signal: left.signal, arrivedMs });
};

/** A client that leaves half-way needs no reply; anything else is a fault of the simulator itself. */
const giveUp = async (response: ServerResponse, error: unknown): Promise<void> => {
  if (response.headersSent || response.destroyed) response.destroy();
  else await sendText(response, 500, `The simulator failed: ${error instanceof Error ? error.message : String(error)}`);
};

/** An idle connection lives longer than clients keep one, so that none is closed under a request. */
const keepAliveMs = 75_000;

const createHttpServer = (shared: Shared): Server =>
  createServer({ noDelay: true, keepAliveTimeout: keepAliveMs }, (request, response) => {
    response.on('error', () => response.destroy());
    serve(shared, request, response).catch((error: unknown) => giveUp(response, error));
  });

/**
 * Starts the simulator. Throws a `usage` error when the address cannot be had. Loads the code of a wire format when
 * the first request for it comes.
 */
export const startSimulator = async ({ host, port, options }: SimulatorSettings): Promise<Simulator> => {
  const ticker = createTicker();
  const slots = options.slots === undefined ? undefined : createSlots(options.slots);
  const server = createHttpServer({ options, ticker, slots, identify: createIdentities(options.seed), batches: createBatchStores() });
  const url = toBaseAddress(host, await listen(server, host, port));
  const rows = simulatedProviders.map((provider) => mounts[provider]);
  return {
    url,
    baseUrls: Object.fromEntries(rows.map((row) => [row.provider, `${url}${row.root}`])) as Record<SimulatedProvider, string>,
    environment: Object.fromEntries(rows.map((row) => [row.variable, `${url}${row.root}`])),
    close: () => new Promise((resolve) => {
      ticker.stop();
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
