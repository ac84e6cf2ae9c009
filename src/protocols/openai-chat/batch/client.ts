import type { HttpRequest } from '../../../core/http.js';
import type { BatchClient, BatchCreation, BatchLine } from '../../batch.js';
import { versionedPath } from '../../batch.js';
import { unreadable } from '../../failure.js';
import { bearerHeaders } from '../../headers.js';
import { parseJson, toObject, toText, withoutFields } from '../../json.js';
import { writeForm } from '../../multipart.js';
import type { Endpoint } from '../../protocol.js';
import type { FileBatches } from './file-batches.js';
import { readJob, readJobs } from './read-job.js';
import { readResult } from './read-result.js';

const get = (path: string, endpoint: Endpoint): HttpRequest =>
  ({ method: 'GET', url: `${endpoint.baseUrl}${path}`, headers: bearerHeaders(endpoint) });

const post = (path: string, endpoint: Endpoint, contentType: string, body: string): HttpRequest => ({
  method: 'POST', url: `${endpoint.baseUrl}${path}`, headers: { ...bearerHeaders(endpoint), 'content-type': contentType }, body,
});

const postJson = (path: string, endpoint: Endpoint, body: unknown): HttpRequest => post(path, endpoint, 'application/json', JSON.stringify(body));

/** A batch is never a stream. */
const bodyOf = ({ chat }: BatchLine): unknown => withoutFields(toObject(parseJson(chat.body ?? '')), 'stream', 'stream_options');

const encodeLine = ({ hasAddressInLines }: FileBatches, line: BatchLine): string => {
  const address = hasAddressInLines ? { method: 'POST', url: versionedPath(line) } : {};
  return JSON.stringify({ custom_id: line.customId, ...address, body: bodyOf(line) });
};

const encodeUpload = ({ uploadPath, uploadFields }: FileBatches, lines: readonly string[], name: string, endpoint: Endpoint): HttpRequest => {
  const { contentType, body } = writeForm([...uploadFields(name), { name: 'file', value: `${lines.join('\n')}\n`, fileName: name }]);
  return post(uploadPath, endpoint, contentType, body);
};

const decodeUpload = (provider: string, body: string): string => {
  const id = toText(toObject(parseJson(body))['id']);
  if (id === '') throw unreadable(provider, 'a reply to the upload that cannot be read');
  return id;
};

const creationBody = ({ hasMetadata }: FileBatches, { fileId, path, label }: BatchCreation): unknown =>
  ({ input_file_id: fileId, endpoint: path, completion_window: '24h', ...(hasMetadata ? { metadata: { uada: label } } : {}) });

/** Batches of a vendor that takes a file of requests and gives files of results. */
export const createFileBatchClient = (batches: FileBatches): BatchClient => {
  const { provider, mostRequests, mostBytes, isOneModel, priceShare } = batches;
  return {
    mostRequests, mostBytes, isOneModel, priceShare,
    upload: { aboveBytes: 0, encode: (lines, name, endpoint) => encodeUpload(batches, lines, name, endpoint), decode: (body) => decodeUpload(provider, body) },
    encodeLine: (line) => encodeLine(batches, line),
    encodeCreation: (creation, endpoint) => postJson('/batches', endpoint, creationBody(batches, creation)),
    encodeJob: (id, endpoint) => get(`/batches/${encodeURIComponent(id)}`, endpoint),
    encodeCancel: (id, endpoint) => postJson(`/batches/${encodeURIComponent(id)}/cancel`, endpoint, {}),
    encodeJobs: (endpoint) => get('/batches?limit=100', endpoint),
    decodeJob: (body) => readJob(provider, body),
    decodeJobs: (body) => readJobs(provider, body),
    encodeResults: (file, endpoint) => get(`/files/${encodeURIComponent(file)}/content`, endpoint),
    resultForm: () => 'lines',
    decodeResults: (text) => [readResult(provider, text)],
  };
};
