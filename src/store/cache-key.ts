import type { ChatRequest } from '../core/request.js';
import { sha256 } from './sha256.js';

/** Raised whenever the same request would be written differently, so that old entries are not found. */
export const cacheKeyVersion = 1;

export type CacheKeyParts = {
  readonly provider: string;
  /** The resolved base URL; what it holds of a user name, password or fragment is left out. */
  readonly baseUrl: string;
  /** The wire format, with what else chooses an API: "openai-chat", "anthropic@2023-06-01". */
  readonly api: string;
  readonly request: ChatRequest;
  /** Whatever else shapes the answer, such as beta headers. Never a credential. */
  readonly extra?: unknown;
};

/**
 * JSON with sorted members and without unset ones. Numbers are as JavaScript prints them: -0 is 0 and 1.0
 * is 1, but NaN and the infinities keep their names. A lone surrogate is an escape, so that no two strings
 * are written alike.
 */
export const toCanonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => toCanonicalJson(item)).join(',')}]`;
  if (value instanceof Uint8Array) return `{"sha256":"${sha256(value).toString('hex')}"}`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${toCanonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return JSON.stringify(value ?? null);
};

const withoutCredential = (baseUrl: string): string => {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '');
};

/** Images as their bytes, which the canonical form hashes; equal bytes are equal however they are written. */
const withHashedImages = ({ role, content }: ChatRequest['messages'][number]): unknown => ({
  role,
  content: content.map((part) => (part.type === 'image' ? { ...part, base64: Buffer.from(part.base64, 'base64') } : part)),
});

/**
 * The key of a request: hexadecimal SHA-256 over the canonical JSON of everything that shapes the answer.
 * Fields a later version adds to `ChatRequest` take part without a change here; only `stream` does not.
 */
export const cacheKey = ({ provider, baseUrl, api, request, extra }: CacheKeyParts): string => {
  const shaping = { ...request, messages: request.messages.map(withHashedImages), stream: undefined };
  const parts = { version: cacheKeyVersion, provider, baseUrl: withoutCredential(baseUrl), api, request: shaping, extra };
  return sha256(toCanonicalJson(parts)).toString('hex');
};
