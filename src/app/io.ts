import type { Readable, Writable } from 'node:stream';
import type { Environment } from '../config/environment.js';

/** The world as a command sees it. `main.ts` builds it from the process; tests build their own. */
export type Io = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Aborted by Ctrl-C and by the signals that end a program; the reason is a `CancelledError`. */
  readonly signal: AbortSignal;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** Monotonic clock, milliseconds. */
  readonly monotonicMs: () => number;
  /** One line on stderr. */
  readonly warn: (line: string) => void;
};

/** The same world, in which warnings go elsewhere. Streams stay unopened until they are used. */
export const withWarn = (io: Io, warn: Io['warn']): Io => Object.assign(Object.create(io) as Io, { warn });

/** The same world, stopped by another signal. */
export const withSignal = (io: Io, signal: AbortSignal): Io => Object.assign(Object.create(io) as Io, { signal });
