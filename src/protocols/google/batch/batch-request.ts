import type { HttpRequest } from '../../../core/http.js';
import type { Endpoint } from '../../protocol.js';
import { keyHeaders } from '../encode.js';

/** A request to an address below the base URL, with the key. */
export const batchRequest = (method: 'GET' | 'POST', path: string, endpoint: Endpoint, body?: string): HttpRequest => ({
  method, url: `${endpoint.baseUrl}/${path}`,
  headers: { ...keyHeaders(endpoint), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  ...(body === undefined ? {} : { body }),
});
