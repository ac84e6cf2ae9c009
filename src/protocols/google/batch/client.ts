import type { HttpRequest } from '../../../core/http.js';
import type { BatchClient, BatchCreation, BatchLine } from '../../batch.js';
import type { Endpoint } from '../../protocol.js';
import { toModelPath } from '../model-path.js';
import { batchRequest } from './batch-request.js';
import { readJob, readJobs } from './read-job.js';
import { readResults } from './read-results.js';
import { googleUpload } from './upload.js';

const encodeLine = ({ customId, chat }: BatchLine, isInFile: boolean): string => {
  const [key, request] = [JSON.stringify(customId), chat.body ?? '{}'];
  return isInFile ? `{"key":${key},"request":${request}}` : `{"request":${request},"metadata":{"key":${key}}}`;
};

const inputOf = ({ fileId, lines }: BatchCreation): string =>
  (fileId === undefined ? `{"requests":{"requests":[${lines.join(',')}]}}` : JSON.stringify({ fileName: fileId }));

const encodeCreation = (creation: BatchCreation, endpoint: Endpoint): HttpRequest =>
  batchRequest('POST', `v1beta/${toModelPath(creation.model)}:batchGenerateContent`, endpoint,
    `{"batch":{"displayName":${JSON.stringify(creation.label)},"inputConfig":${inputOf(creation)}}}`);

const isFile = (result: string): boolean => result.startsWith('files/');

/** The name of a thing as a path; what could lead out of it is encoded. */
const pathOf = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

const encodeResults = (result: string, endpoint: Endpoint): HttpRequest =>
  batchRequest('GET', isFile(result) ? `download/v1beta/${pathOf(result)}:download?alt=media` : `v1beta/${result}`, endpoint);

/**
 * Gemini's batches (ai.google.dev, "Batch API"), at half the price: the requests inside, or in a file. A file may have
 * 2 GB there, but here it is one text, and those end at 512 MB.
 */
export const googleBatchClient: BatchClient = {
  mostRequests: 100_000, mostBytes: 500_000_000, isOneModel: true, priceShare: 0.5, upload: googleUpload,
  encodeLine, encodeCreation,
  encodeJob: (id, endpoint) => batchRequest('GET', `v1beta/${id}`, endpoint),
  encodeCancel: (id, endpoint) => batchRequest('POST', `v1beta/${id}:cancel`, endpoint, '{}'),
  encodeJobs: (endpoint) => batchRequest('GET', 'v1beta/batches?pageSize=100', endpoint),
  decodeJob: readJob, decodeJobs: readJobs,
  encodeResults,
  resultForm: (result) => (isFile(result) ? 'lines' : 'whole'),
  decodeResults: readResults,
};
