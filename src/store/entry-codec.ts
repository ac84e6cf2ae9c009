import { sha256 } from './sha256.js';
import type { SqlRow } from './connection.js';

/** Everything a stored entry's checksum covers, besides its body. */
export type EntryHead = {
  readonly namespace: string;
  readonly key: string;
  readonly createdMs: number;
  readonly expiresMs: number | null;
};

export type StoredBody = {
  /** Bytes of the value before compression. */
  readonly size: number;
  readonly format: number;
  readonly checksum: Buffer;
  readonly body: Buffer;
};

// A format is one of the kinds, plus `compressed` where brotli made the body smaller.
const kinds = { text: 0, bytes: 1, json: 2 } as const;
const compressed = 4;

/** Smaller bodies are stored as they are: reading them back then loads no decompressor. */
const compressFromBytes = 4_096;
const largestBody = 256 * 1_024 * 1_024;

const checksumOf = (head: EntryHead, format: number, body: Uint8Array): Buffer => {
  const { namespace, key, createdMs, expiresMs } = head;
  // JSON keeps the parts apart and lone surrogates distinct.
  const frame = JSON.stringify([namespace, key, createdMs, expiresMs, format]);
  return sha256(Buffer.concat([Buffer.from(`${frame}\n`), body])).subarray(0, 16);
};

const toBytes = (value: unknown): { readonly kind: number; readonly bytes: Buffer } => {
  if (typeof value === 'string') return { kind: kinds.text, bytes: Buffer.from(value) };
  if (value instanceof Uint8Array) return { kind: kinds.bytes, bytes: Buffer.from(value) };
  return { kind: kinds.json, bytes: Buffer.from(JSON.stringify(value ?? null)) };
};

const compress = async (bytes: Buffer): Promise<Buffer> => {
  const { brotliCompress, constants } = process.getBuiltinModule('node:zlib');
  const parameters = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return new Promise((resolve, reject) => {
    brotliCompress(bytes, { params: parameters }, (error, result) => { if (error) reject(error); else resolve(result); });
  });
};

const decompress = async (bytes: Buffer): Promise<Buffer> => {
  const { brotliDecompress } = process.getBuiltinModule('node:zlib');
  return new Promise((resolve, reject) => {
    brotliDecompress(bytes, { maxOutputLength: largestBody }, (error, result) => { if (error) reject(error); else resolve(result); });
  });
};

/** Turns a value (text, bytes or anything JSON can hold) into a body with its checksum. */
export const encodeEntry = async (head: EntryHead, value: unknown): Promise<StoredBody> => {
  const { kind, bytes } = toBytes(value);
  const packed = bytes.length >= compressFromBytes ? await compress(bytes) : undefined;
  const isSmaller = packed !== undefined && packed.length < bytes.length * 0.9;
  const format = isSmaller ? kind + compressed : kind;
  const body = isSmaller ? packed : bytes;
  return { size: bytes.length, format, checksum: checksumOf(head, format, body), body };
};

const headOf = (namespace: string, key: string, row: SqlRow): EntryHead | undefined => {
  const { created_ms: createdMs, expires_ms: expiresMs } = row;
  if (typeof createdMs !== 'number' || (expiresMs !== null && typeof expiresMs !== 'number')) return undefined;
  return { namespace, key, createdMs, expiresMs };
};

/** True when the row still holds what was stored under this key. */
export const isIntact = (namespace: string, key: string, row: SqlRow): boolean => {
  const head = headOf(namespace, key, row);
  const { format, checksum, body } = row;
  return head !== undefined && typeof format === 'number' && Buffer.isBuffer(checksum) && Buffer.isBuffer(body) &&
    checksumOf(head, format, body).equals(checksum);
};

/** The value of an intact row; undefined for a format of another version. */
export const decodeEntry = async (row: SqlRow): Promise<unknown> => {
  const { format, body } = row;
  if (typeof format !== 'number' || !Buffer.isBuffer(body)) return undefined;
  const bytes = format >= compressed ? await decompress(body) : body;
  switch (format % compressed) {
    case kinds.text: return bytes.toString();
    case kinds.bytes: return bytes;
    case kinds.json: return JSON.parse(bytes.toString()) as unknown;
    default: return undefined;
  }
};
