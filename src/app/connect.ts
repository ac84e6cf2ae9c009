import { readFile } from 'node:fs/promises';
import type { Environment } from '../config/environment.js';
import { readProxyVariables } from '../config/proxy-variables.js';
import type { Settings } from '../config/setting-rows.js';
import type { Transport } from '../core/http.js';
import type { Provider } from '../core/provider.js';
import type { ProviderParts } from '../providers/create-provider.js';
import type { ClosableTransport } from '../transport/closable-transport.js';
import { loadTransport } from '../transport/load-transport.js';
import type { TransportOptions } from '../transport/transport-options.js';
import type { Target } from './complete-plan.js';
import type { KeyPlaces } from './find-key.js';
import { withKeyHint } from '../layers/with-key-hint.js';
import type { Io } from './io.js';
import { openEndpoint } from './open-endpoint.js';
import { readCertificate } from './read-certificate.js';
import { withRedaction } from './with-redaction.js';

/** How connections are made, out of the settings. */
export type ConnectionSettings = Pick<
  Settings, 'timeoutMs' | 'connectTimeoutMs' | 'firstTokenTimeoutMs' | 'idleTimeoutMs' | 'http2' | 'caCert' | 'allowHttp' | 'debug'
>;

/** With own certificates Node before 22.15 forgets those of NODE_EXTRA_CA_CERTS, which it read itself at its start. */
const readCertificates = async (path: string | undefined, environment: Environment): Promise<string | undefined> => {
  if (path === undefined) return undefined;
  const extra = environment['NODE_EXTRA_CA_CERTS'];
  const texts = await Promise.all([readCertificate(path), extra === undefined ? '' : readFile(extra, 'utf8').catch(() => '')]);
  return texts.join('\n');
};

/** What a transport is made of; plain data, so that it can be handed to another thread. */
export type ConnectionOptions = Pick<TransportOptions, 'connectTimeoutMs' | 'firstByteTimeoutMs' | 'idleTimeoutMs' | 'totalTimeoutMs' | 'caCertificates' | 'proxy'>;

/** Limits, certificates and proxies out of the settings. Throws a `usage` error where a certificate cannot be read. */
export const readTransportOptions = async (settings: ConnectionSettings, environment: Environment): Promise<ConnectionOptions> => ({
  connectTimeoutMs: settings.connectTimeoutMs, firstByteTimeoutMs: settings.firstTokenTimeoutMs,
  idleTimeoutMs: settings.idleTimeoutMs, totalTimeoutMs: settings.timeoutMs, caCertificates: await readCertificates(settings.caCert, environment),
  proxy: readProxyVariables(environment),
});

/** The transport the settings ask for, its code loaded now. */
export const openTransport = async (settings: ConnectionSettings, environment: Environment, timedBy?: () => number): Promise<ClosableTransport> =>
  loadTransport(settings.http2, { ...await readTransportOptions(settings, environment), nowMs: timedBy });

/** A provider that is ready to be asked, and what must be closed behind it. */
export type Connection = {
  readonly provider: Provider;
  readonly parts: ProviderParts;
  /** What to tell a person whose key is refused. */
  readonly keyHint: string | undefined;
  /** The same provider, reached in another way. */
  readonly provide: (transport: Transport) => Provider;
  /** The same, for whoever waits for the end of an answer anyway. */
  readonly provideWhole: (transport: Transport) => Provider;
  close(): Promise<void>;
};

type ConnectInput = {
  readonly target: Target;
  readonly settings: ConnectionSettings;
  readonly places: KeyPlaces;
  readonly io: Io;
  /** Takes the transport that stamps its responses, by the clock of `io`. @default false */
  readonly isTimed?: boolean | undefined;
};

/** Whether HTTP/2 is to be spoken; the simulator speaks HTTP/1.1 only. */
export const wantsHttp2 = ({ mock }: Target, { http2 }: ConnectionSettings): boolean => http2 && mock === undefined;

const reachable = ({ target, settings, io }: ConnectInput): ConnectionSettings => {
  if (!settings.http2 || wantsHttp2(target, settings)) return settings;
  io.warn('The simulator speaks HTTP/1.1: --http2 has no effect with --mock.');
  return { ...settings, http2: false };
};

/** Finds the key, loads protocol and transport, and starts the simulator where it is asked for. */
export const connect = async (input: ConnectInput): Promise<Connection> => {
  const { target, settings, io } = input;
  const [{ loadProtocol }, { createProvider }] = await Promise.all([import('../protocols/load.js'), import('../providers/create-provider.js')]);
  const { endpoint, keyHint, close } = await openEndpoint(input);
  const [protocol, plain] = await Promise.all([loadProtocol(target.protocol, target.row.id), openTransport(reachable(input), io.environment, input.isTimed === true ? io.monotonicMs : undefined)]);
  const transport = settings.debug ? (await import('./with-debug.js')).withDebug(plain, io) : plain;
  const parts: ProviderParts = { endpoint, protocol, transport, now: io.now };
  const provideBy = (wholeBy: (() => number) | undefined) => (through: Transport): Provider =>
    withRedaction(withKeyHint(keyHint)(createProvider({ ...parts, transport: through, wholeBy })));
  const provide = provideBy(undefined);
  return {
    parts, keyHint,
    provider: provide(transport),
    provide,
    provideWhole: provideBy(io.monotonicMs),
    close: async () => {
      transport.close();
      await close();
    },
  };
};
