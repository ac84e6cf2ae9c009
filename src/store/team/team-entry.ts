import type { CachedAnswer } from '../cached-answer.js';
import { parseStoredAnswer, toStoredAnswer } from '../cached-answer.js';
import type { EntryHead } from '../entry-codec.js';
import { decodeEntry, encodeEntry, isIntact } from '../entry-codec.js';

/** The namespace that the checksum of an entry covers. */
const namespace = 'team';

/** Raised when the form below changes; another version is a miss. */
const wireVersion = 1;

/** Formats from here on are compressed and no text. */
const firstBinaryFormat = 4;

const dayMs = 86_400_000;

export type TeamEntry = {
  readonly answer: CachedAnswer;
  /** What is left of its lifetime; undefined stays. */
  readonly ttlMs: number | undefined;
};

/**
 * The text of an entry as it goes to a team cache: versioned, with a checksum over key, times and body. It holds no
 * NUL, which PostgreSQL could not store.
 */
export const encodeTeamEntry = async (key: string, answer: CachedAnswer, createdMs: number, ttlMs: number | undefined): Promise<string> => {
  const head: EntryHead = { namespace, key, createdMs, expiresMs: ttlMs === undefined ? null : createdMs + ttlMs };
  const { format, checksum, body } = await encodeEntry(head, toStoredAnswer(answer));
  return JSON.stringify({
    uada: wireVersion, createdMs, expiresMs: head.expiresMs, format, checksum: checksum.toString('base64'),
    body: body.toString(format < firstBinaryFormat ? 'utf8' : 'base64'),
  });
};

const parseObject = (text: string): object | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

const toRow = (wire: object): Readonly<Record<string, unknown>> | undefined => {
  const get = (name: string): unknown => Reflect.get(wire, name);
  const [format, checksum, body] = [get('format'), get('checksum'), get('body')];
  if (get('uada') !== wireVersion || typeof format !== 'number' || typeof checksum !== 'string' || typeof body !== 'string') return undefined;
  return {
    created_ms: get('createdMs'), expires_ms: get('expiresMs'), format, checksum: Buffer.from(checksum, 'base64'),
    body: Buffer.from(body, format < firstBinaryFormat ? 'utf8' : 'base64'),
  };
};

/** Clocks of a team differ a little; an entry from a day ahead was written by one that is wrong. */
const isFresh = ({ created_ms: createdMs, expires_ms: expiresMs }: Readonly<Record<string, unknown>>, nowMs: number): boolean =>
  expiresMs === null || (Number(expiresMs) > nowMs && Number(createdMs) < nowMs + dayMs);

/** Reads what a team cache holds under a key; undefined for anything that is foreign, old, damaged or expired. */
export const decodeTeamEntry = async (key: string, text: unknown, nowMs: number): Promise<TeamEntry | undefined> => {
  const wire = typeof text === 'string' ? parseObject(text) : undefined;
  const row = wire && toRow(wire);
  if (row === undefined || !isIntact(namespace, key, row) || !isFresh(row, nowMs)) return undefined;
  const stored = await decodeEntry(row).catch(() => undefined);
  const answer = typeof stored === 'string' ? parseStoredAnswer(stored) : undefined;
  const { expires_ms: expiresMs } = row;
  return answer && { answer, ttlMs: typeof expiresMs === 'number' ? expiresMs - nowMs : undefined };
};
