import type { HttpHeaders } from '../core/http.js';
import type { Endpoint } from './protocol.js';

/** The endpoint's own headers, and the credential as a bearer token where there is one. */
export const bearerHeaders = (endpoint: Endpoint): HttpHeaders => ({
  ...endpoint.headers,
  ...(endpoint.key === undefined ? {} : { authorization: `Bearer ${endpoint.key.reveal()}` }),
});

/** The bearer token a caller sent, or undefined. */
export const readBearer = (headers: HttpHeaders): string | undefined =>
  /^bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
