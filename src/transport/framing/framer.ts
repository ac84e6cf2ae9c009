import { UadaError } from '../../core/errors.js';

/** One unit of a framed stream: an SSE event, an NDJSON line or an element of a JSON array. */
export type Payload = {
  /** The SSE `event:` name, where there was one. */
  readonly event?: string;
  readonly data: string;
};

/** Cuts the bytes of one body into payloads. Pure; fed in order, with cuts anywhere. */
export type Framer = {
  /** The payloads that these bytes complete. Throws a `provider` error above `maxEventBytes`. */
  push(bytes: Uint8Array): readonly Payload[];
  /** What was still open when the body ended. Call it once. */
  finish(): readonly Payload[];
};

export type FramerOptions = {
  /** Longest line, event or array element. @default 8 MiB */
  readonly maxEventBytes?: number | undefined;
};

export const defaultMaxEventBytes = 8 * 1024 * 1024;

/** The error for a body that never ends a line or an event. */
export const tooLongError = (unit: 'line' | 'event' | 'array element', maxEventBytes: number): UadaError =>
  new UadaError('provider', `The server sent ${unit === 'line' ? 'a' : 'an'} ${unit} longer than ${toSize(maxEventBytes)}.`, {
    hint: 'Check that the base URL belongs to a chat API.',
  });

const toSize = (bytes: number): string => (bytes % 1_048_576 === 0 ? `${bytes / 1_048_576} MiB` : `${bytes} bytes`);
