import type { HttpHeaders, HttpRequest } from '../../../core/http.js';
import type { BatchUpload } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { parseJson, toObject, toText } from '../../json.js';
import type { Endpoint } from '../../protocol.js';
import { keyHeaders } from '../encode.js';
import { batchRequest } from './batch-request.js';

const mediaType = 'application/jsonl';

/** Google's servers limit a creation as a whole. */
const largestCreationBytes = 19_000_000;

const textOf = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** Tells of the file; the reply names the address that takes it (the resumable protocol of the Files API). */
const encode = (lines: readonly string[], name: string, endpoint: Endpoint): HttpRequest => {
  const request = batchRequest('POST', 'upload/v1beta/files', endpoint, JSON.stringify({ file: { displayName: name, mimeType: mediaType } }));
  const bytes = new TextEncoder().encode(textOf(lines)).length;
  return {
    ...request,
    headers: {
      ...request.headers, 'x-goog-upload-protocol': 'resumable', 'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-length': String(bytes), 'x-goog-upload-header-content-type': mediaType,
    },
  };
};

/** As the vendor's SDK has it, only path and query of the named address count: the key goes to the base URL and nowhere else. */
const encodePut = (headers: HttpHeaders, lines: readonly string[], endpoint: Endpoint): HttpRequest => {
  const address = headers['x-goog-upload-url'] ?? '';
  if (!URL.canParse(address)) throw unreadable('google', 'a reply to the upload that names no address');
  const named = new URL(address);
  return {
    method: 'POST', url: `${new URL(endpoint.baseUrl).origin}${named.pathname}${named.search}`,
    headers: { ...keyHeaders(endpoint), 'content-type': mediaType, 'x-goog-upload-command': 'upload, finalize', 'x-goog-upload-offset': '0' },
    body: textOf(lines),
  };
};

const decode = (body: string): string => {
  const name = toText(toObject(toObject(parseJson(body))['file'])['name']);
  if (name === '') throw unreadable('google', 'a reply to the upload that cannot be read');
  return name;
};

/** Files of requests, for batches that are too large to stand in their creation. */
export const googleUpload: BatchUpload = { aboveBytes: largestCreationBytes, encode, encodePut, decode };
