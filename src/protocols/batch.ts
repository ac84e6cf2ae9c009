import type { HttpHeaders, HttpRequest } from '../core/http.js';
import type { Endpoint } from './protocol.js';

/** One prompt on its way into a vendor's batch. */
export type BatchLine = {
  /** Tells its answer apart: letters, digits and `-`, 64 at most, which every vendor takes. */
  readonly customId: string;
  readonly model: string;
  /** The request as it would be sent alone. */
  readonly chat: HttpRequest;
  readonly baseUrl: string;
};

/** How far a batch is. `ended` says that its results can be had, not that all are good. */
export type BatchStage = 'running' | 'cancelling' | 'ended' | 'failed' | 'expired' | 'cancelled';

/** A batch as its vendor tells of it. Unknown is null. */
export type BatchJob = {
  readonly id: string;
  readonly stage: BatchStage;
  /** The vendor's own word for it. */
  readonly status: string;
  readonly total: number | null;
  readonly succeeded: number | null;
  readonly failed: number | null;
  /** What `encodeResults` asks for; empty while there is nothing to be had. */
  readonly results: readonly string[];
  /** Why the vendor refused the whole of it. */
  readonly reason: string | undefined;
  /** What its creator gave it along: the label, the file it was made of. */
  readonly marks: readonly string[];
  readonly createdMs: number | null;
  readonly expiresMs: number | null;
};

/** What became of one prompt: the reply it would have got alone, or the word for why it got none. */
export type BatchOutcome = { readonly customId: string } & (
  | { readonly status: number; readonly body: string; readonly requestId: string | undefined }
  | { readonly lost: 'expired' | 'cancelled' }
);

export type BatchCreation = {
  /** Our own name for the batch. */
  readonly label: string;
  readonly model: string;
  /** The lines that `encodeLine` made; what stands in an uploaded file is not repeated. */
  readonly lines: readonly string[];
  readonly fileId: string | undefined;
  /** The path of the requests after the version, such as `/v1/chat/completions`. */
  readonly path: string;
};

/** A file of lines goes to the vendor before the batch is made of it. */
export type BatchUpload = {
  /** Lines of more bytes go into a file; fewer stand in the creation itself. */
  readonly aboveBytes: number;
  readonly encode: (lines: readonly string[], name: string, endpoint: Endpoint) => HttpRequest;
  /** Puts the file where the headers of the first reply say; absent where that request holds it. */
  readonly encodePut?: (headers: HttpHeaders, lines: readonly string[], endpoint: Endpoint) => HttpRequest;
  /** The id of the file. Throws a `provider` error for a reply that has none. */
  readonly decode: (body: string) => string;
};

/** The asynchronous batches of one vendor, client side. Pure, as `Protocol` is. */
export type BatchClient = {
  readonly mostRequests: number;
  /** Of all lines together. */
  readonly mostBytes: number;
  /** True where all prompts of a batch go to one model. */
  readonly isOneModel: boolean;
  /** The part of the list price that is charged; null where it depends on the model. */
  readonly priceShare: number | null;
  readonly upload: BatchUpload | undefined;
  encodeLine(line: BatchLine, isInFile: boolean): string;
  encodeCreation(creation: BatchCreation, endpoint: Endpoint): HttpRequest;
  encodeJob(id: string, endpoint: Endpoint): HttpRequest;
  encodeCancel(id: string, endpoint: Endpoint): HttpRequest;
  /** The newest batches of the account. */
  encodeJobs(endpoint: Endpoint): HttpRequest;
  decodeJob(body: string): BatchJob;
  decodeJobs(body: string): readonly BatchJob[];
  encodeResults(result: string, endpoint: Endpoint): HttpRequest;
  /** `lines`: each line of that result is decoded by itself; `whole`: the body is. */
  resultForm(result: string): 'lines' | 'whole';
  decodeResults(text: string): readonly BatchOutcome[];
};

/** The path of a request as its vendor names it in a batch: with the version, without the address. */
export const versionedPath = ({ chat, baseUrl }: BatchLine): string => {
  const path = chat.url.slice(baseUrl.length);
  return path.startsWith('/v1') ? path : `/v1${path}`;
};
