import type { HttpHeaders } from '../../core/http.js';
import { readBearer } from '../headers.js';
import type { Endpoint } from '../protocol.js';

/** The version under which sampling parameters still work for the models that have them. */
export const defaultVersion = '2023-06-01';
/** The version that took temperature, top_p and top_k out of the request. */
export const versionWithoutSampling = '2026-10-21';

const credential = (endpoint: Endpoint): HttpHeaders => {
  if (endpoint.key === undefined) return {};
  const key = endpoint.key.reveal();
  return endpoint.keyKind === 'bearer' ? { authorization: `Bearer ${key}` } : { 'x-api-key': key };
};

/** Headers of every request; `endpoint.headers` may name another API version. */
export const requestHeaders = (endpoint: Endpoint): HttpHeaders => ({
  'anthropic-version': defaultVersion,
  ...endpoint.headers,
  ...credential(endpoint),
});

/** The key a caller sent, in either form; `x-api-key` wins, as at Anthropic. */
export const readKey = (headers: HttpHeaders): string | undefined => headers['x-api-key'] ?? readBearer(headers);
