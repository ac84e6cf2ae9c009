import type { ResolvedKey } from '../config/keys.js';
import { isSecretHeader } from '../config/provider-config.js';
import type { Settings } from '../config/setting-rows.js';
import { Secret } from '../core/secret.js';
import type { Endpoint } from '../protocols/protocol.js';
import { isOllamaCloud } from '../providers/ollama-cloud.js';
import type { Target } from './complete-plan.js';
import type { KeyPlaces } from './find-key.js';
import { findKey } from './find-key.js';
import type { Io } from './io.js';
import { isOpenToReaders, plainHttpError } from './plain-http.js';
import { takeLogin } from './url-login.js';

export type EndpointInput = { readonly target: Target; readonly settings: Pick<Settings, 'allowHttp'>; readonly places: KeyPlaces; readonly io: Io };

const endpointOf = ({ row, baseUrl }: Target, key: ResolvedKey | undefined): Endpoint => {
  const login = takeLogin(baseUrl);
  return {
    provider: row.id,
    baseUrl: login.baseUrl,
    headers: { ...row.headers, ...login.headers },
    key: key?.key,
    ...(key !== undefined && row.bearerVariables?.includes(key.source) === true ? { keyKind: 'bearer' } : {}),
  };
};

/** The endpoint, and what to tell a person whose key is refused there. */
export type OpenedEndpoint = { readonly endpoint: Endpoint; readonly keyHint: string | undefined; readonly close: () => Promise<void> };

const startMock = async (target: Target): Promise<OpenedEndpoint | undefined> => {
  if (target.mock === undefined) return undefined;
  const { startSimulator } = await import('../simulator/server.js');
  const simulator = await startSimulator({ host: '127.0.0.1', port: 0, options: target.mock.options });
  // A server of the user's own speaks OpenAI's format, so that the simulator answers as OpenAI.
  const base = new Map<string, string>(Object.entries(simulator.baseUrls)).get(target.row.id) ?? simulator.baseUrls.openai;
  return {
    endpoint: { provider: target.row.id, baseUrl: target.row.toBaseUrl(base, target.row.id), headers: target.row.headers, key: new Secret('simulated-key') },
    keyHint: 'The simulator takes any key: it refused because of fault= behind --mock=.',
    close: () => simulator.close(),
  };
};

const holdsCredential = ({ key, headers = {} }: Endpoint): boolean =>
  key !== undefined || Object.keys(headers).some(isSecretHeader);

const checkEncryption = (endpoint: Endpoint, { target, settings, places }: EndpointInput): void => {
  const isAllowed = settings.allowHttp ?? places.config.providers.get(target.row.id)?.allowHttp ?? false;
  if (!isAllowed && holdsCredential(endpoint) && isOpenToReaders(endpoint.baseUrl)) throw plainHttpError(target.row.id, endpoint.baseUrl);
};

const toKeyHint = ({ id, keyPage }: Target['row'], key: ResolvedKey | undefined): string | undefined => {
  // An Ollama on a machine of one's own gets no key, whatever is stored.
  if (key === undefined) return id === 'ollama' ? undefined : `No key is set for it: store one with "uada keys set ${id}", or name its variable as key_env under [providers.${id}].`;
  return `The key came from ${key.source} (${key.key.mask()}): check it${keyPage === undefined ? '' : `, or make a new one at ${keyPage}`}.`;
};

/** The key for ollama.com goes to no other server: a local Ollama needs none. */
const usableKey = (target: Target, key: ResolvedKey | undefined): ResolvedKey | undefined =>
  target.row.id === 'ollama' && !isOllamaCloud(target.baseUrl) ? undefined : key;

const findEndpoint = async (input: EndpointInput): Promise<OpenedEndpoint> => {
  const { target, places, io } = input;
  const key = usableKey(target, await findKey(target.row, places, io.signal));
  key?.warnings.forEach(io.warn);
  const endpoint = endpointOf(target, key);
  checkEncryption(endpoint, input);
  return {
    endpoint,
    keyHint: toKeyHint(target.row, key),
    close: () => Promise.resolve(),
  };
};

/**
 * Where a target is asked, and with which key: the simulator, started now, or the provider. Throws a `usage` error
 * where a key would go over plain http to another machine.
 */
export const openEndpoint = async (input: EndpointInput): Promise<OpenedEndpoint> => await startMock(input.target) ?? findEndpoint(input);
