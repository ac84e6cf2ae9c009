import type { BenchRow } from '../../../bench/row.js';
import type { Price } from '../../../core/price.js';
import type { HttpHeaders } from '../../../core/http.js';
import type { ChatRequest } from '../../../core/request.js';
import type { ProtocolName } from '../../../protocols/load.js';
import type { ConnectionOptions } from '../../connect.js';
import type { BenchJob, JobOutcome } from '../job.js';
import type { SavedHistogram } from '../saved-gaps.js';
import type { PlainError } from './plain-error.js';

/** A model with all that a thread needs to reach it, its credential in the clear: it never leaves the memory of this process. */
export type WorkerSubject = {
  readonly protocol: ProtocolName;
  readonly endpoint: { readonly provider: string; readonly baseUrl: string; readonly headers: HttpHeaders | undefined; readonly keyKind: 'bearer' | undefined };
  readonly secret: string | undefined;
  readonly keyHint: string | undefined;
  readonly request: ChatRequest;
  readonly price: Price | null;
  readonly transport: ConnectionOptions;
  readonly isHttp2: boolean;
};

/** What a worker is born with. */
export type WorkerData = {
  readonly index: number;
  readonly subjects: readonly WorkerSubject[];
  readonly budget: { readonly maxUsd: number; readonly ledger: SharedArrayBuffer } | undefined;
  /** `--debug`: it tells of all that goes over its connections. */
  readonly isDebugged: boolean;
};

/** To a worker. `go` follows when all that take part in a job are warm; a stop also ends the waiting for it. */
export type ToWorker =
  | { readonly type: 'job'; readonly job: BenchJob; readonly count: number; readonly board: SharedArrayBuffer }
  | { readonly type: 'go'; readonly atMs: number }
  | { readonly type: 'stop' };

/** A row without its gaps, which come at the end in a histogram, and with its error as data. */
export type PlainRow = Omit<BenchRow, 'error'> & { readonly error: PlainError | null };

/** From a worker. Requests that began and ended come together, a few times a second. */
export type FromWorker =
  | { readonly type: 'debug'; readonly line: string }
  | { readonly type: 'warm' }
  | { readonly type: 'progress'; readonly starts: readonly (readonly [target: string, index: number])[]; readonly rows: readonly PlainRow[] }
  | { readonly type: 'done'; readonly outcome: JobOutcome; readonly gaps: readonly (readonly [target: string, gaps: SavedHistogram | null])[] }
  | { readonly type: 'failed'; readonly error: PlainError };
