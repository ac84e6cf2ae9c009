import { readFile } from 'node:fs/promises';
import type { ResolvedKey } from '../config/keys.js';
import type { Settings } from '../config/setting-rows.js';
import { UadaError } from '../core/errors.js';
import type { Provider } from '../core/provider.js';
import { Secret } from '../core/secret.js';
import type { Endpoint } from '../protocols/protocol.js';
import type { ProviderParts } from '../providers/create-provider.js';
import type { ClosableTransport } from '../transport/closable-transport.js';
import type { Target } from './complete-plan.js';
import type { KeyPlaces } from './find-key.js';
import { findKey } from './find-key.js';
import type { Io } from './io.js';

/** How connections are made, out of the settings. */
export type ConnectionSettings = Pick<
  Settings, 'timeoutMs' | 'connectTimeoutMs' | 'firstTokenTimeoutMs' | 'idleTimeoutMs' | 'http2' | 'caCert'
>;

const readCertificates = async (path: string | undefined): Promise<string | undefined> => {
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UadaError('usage', `The certificate file ${path} cannot be read.`, { cause: error, hint: 'Check the path after --ca-cert.' });
  }
};

/** The transport the settings ask for, its code loaded now. */
export const openTransport = async (settings: ConnectionSettings): Promise<ClosableTransport> => {
  const options = {
    connectTimeoutMs: settings.connectTimeoutMs, firstByteTimeoutMs: settings.firstTokenTimeoutMs,
    idleTimeoutMs: settings.idleTimeoutMs, totalTimeoutMs: settings.timeoutMs, caCertificates: await readCertificates(settings.caCert),
  };
  if (settings.http2) return (await import('../transport/http2-transport.js')).createHttp2Transport(options);
  return (await import('../transport/fetch-transport.js')).createFetchTransport(options);
};

/** A provider that is ready to be asked, and what must be closed behind it. */
export type Connection = { readonly provider: Provider; readonly parts: ProviderParts; close(): Promise<void> };

type ConnectInput = { readonly target: Target; readonly settings: ConnectionSettings; readonly places: KeyPlaces; readonly io: Io };

const endpointOf = ({ row, baseUrl }: Target, key: ResolvedKey | undefined): Endpoint => ({
  provider: row.id,
  baseUrl,
  headers: row.headers,
  key: key?.key,
  ...(key !== undefined && row.bearerVariables?.includes(key.source) === true ? { keyKind: 'bearer' } : {}),
});

const startMock = async (target: Target): Promise<{ readonly endpoint: Endpoint; close(): Promise<void> } | undefined> => {
  if (target.mock === undefined) return undefined;
  const { startSimulator } = await import('../simulator/server.js');
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, options: target.mock.options });
  // A server of the user's own speaks OpenAI's format, so that the simulator answers as OpenAI.
  const base = new Map<string, string>(Object.entries(simulator.baseUrls)).get(target.row.id) ?? simulator.baseUrls.openai;
  return {
    endpoint: { provider: target.row.id, baseUrl: target.row.toBaseUrl(base, target.row.id), headers: target.row.headers, key: new Secret('simulated-key') },
    close: () => simulator.close(),
  };
};

const findEndpoint = async ({ target, places, io }: ConnectInput): Promise<Endpoint> => {
  const key = await findKey(target.row, places, io.signal);
  key?.warnings.forEach(io.warn);
  return endpointOf(target, usableKey(target, key));
};

/** The key for ollama.com goes to no other server: a local Ollama needs none. */
const usableKey = (target: Target, key: ResolvedKey | undefined): ResolvedKey | undefined =>
  target.row.id === 'ollama' && !target.baseUrl.startsWith('https://ollama.com') ? undefined : key;

/** Finds the key, loads protocol and transport, and starts the simulator where it is asked for. */
export const connect = async (input: ConnectInput): Promise<Connection> => {
  const { target, settings, io } = input;
  const [{ loadProtocol }, { createProvider }] = await Promise.all([import('../protocols/load.js'), import('../providers/create-provider.js')]);
  const mock = await startMock(target);
  const endpoint = mock?.endpoint ?? await findEndpoint(input);
  const [protocol, transport] = await Promise.all([loadProtocol(target.protocol, target.row.id), openTransport(settings)]);
  const parts: ProviderParts = { endpoint, protocol, transport, now: io.now };
  return {
    parts,
    provider: createProvider(parts),
    close: async () => {
      transport.close();
      await mock?.close();
    },
  };
};
