import type { ServerRequest, ServerResponse } from './protocol.js';

/** One request of a batch, as its vendor would serve it alone. */
export type ServedLine = { readonly customId: string; readonly request: ServerRequest };

/** What became of one request: the reply it would have got alone, or why it got none. */
export type ServedResult = { readonly customId: string; readonly reply: ServerResponse | 'expired' | 'cancelled' };

/** Why a batch as a whole cannot be served. */
export type LineFault = { readonly line: number; readonly message: string; readonly code: string };

export type ServedFile = { readonly id: string; readonly name: string; readonly purpose: string; readonly text: string; readonly createdMs: number };

/** A batch as the server keeps it. */
export type ServedJob = {
  /** The vendor's id. */
  readonly id: string;
  readonly label: string;
  readonly model: string;
  /** The path of its requests. */
  readonly path: string;
  readonly inputFileId: string;
  readonly stage: 'waiting' | 'running' | 'cancelling' | 'ended' | 'failed' | 'expired' | 'cancelled';
  readonly total: number;
  /** How many are done; while it runs they count as succeeded. */
  readonly doneCount: number;
  readonly faults: readonly LineFault[];
  /** Out of order where the vendor does not keep it; empty until the end. */
  readonly results: readonly ServedResult[];
  readonly outputFileId: string | undefined;
  readonly errorFileId: string | undefined;
  readonly createdMs: number;
};

export type BatchCreate = {
  readonly action: 'create';
  readonly label: string;
  readonly model: string;
  readonly path: string;
  readonly inputFileId: string;
  /** The requests, where they stand in the creation itself. */
  readonly lines: readonly ServedLine[] | undefined;
};

export type FileCall =
  | { readonly action: 'put'; readonly id: string; readonly text: string }
  | { readonly action: 'file' | 'content'; readonly id: string };

export type JobCall = { readonly action: 'job' | 'cancel' | 'results'; readonly id: string };

/** What a request asks of the batch endpoints. */
export type BatchCall =
  | { readonly action: 'upload'; readonly name: string; readonly purpose: string; readonly text: string }
  /** Asks where a file may be put (Together, Google); a `put` follows. */
  | { readonly action: 'reserve'; readonly name: string; readonly purpose: string }
  | FileCall
  | BatchCreate
  | JobCall
  | { readonly action: 'jobs' };

/** Where the server lives, for replies that name an address. */
export type ServerPlace = { readonly baseUrl: string };

/** The lines of a file, or why it is no batch. */
export type BatchContents = { readonly lines: readonly ServedLine[]; readonly faults: readonly LineFault[] };

/** The asynchronous batches of one vendor, server side. Pure, as `ServerSide` is. */
export type BatchServer = {
  /** Throws a `usage` error for a body that is wrong; undefined for an address of something else. */
  route(request: ServerRequest): BatchCall | undefined;
  /** The vendor's id for a new thing, out of the word that stands for it. */
  fileId(word: string): string;
  jobId(word: string): string;
  keepsOrder: boolean;
  readFile(text: string, creation: BatchCreate, request: ServerRequest): BatchContents;
  /** The reply to an upload, and to a question for a file. */
  encodeUploaded(file: ServedFile): ServerResponse;
  encodeFile(file: ServedFile): ServerResponse;
  encodeReservation(file: ServedFile, place: ServerPlace): ServerResponse;
  encodeCreated(job: ServedJob, place: ServerPlace): ServerResponse;
  encodeJob(job: ServedJob, place: ServerPlace): ServerResponse;
  encodeJobs(jobs: readonly ServedJob[], place: ServerPlace): ServerResponse;
  /** The text of results: of the good, of the bad, or of all where one list holds both. */
  writeResults(results: readonly ServedResult[]): string;
  /** True for a result that goes into the error file, where there are two files. */
  isError(result: ServedResult): boolean;
};

/** True for a result with a good reply. */
export const isGood = ({ reply }: ServedResult): boolean => typeof reply !== 'string' && reply.status < 400;

const json = { 'content-type': 'application/json' };

/** A good reply with a JSON body. */
export const jsonReply = (body: unknown): ServerResponse => ({ status: 200, headers: json, body: JSON.stringify(body) });
