import type { JsonObject } from '../../../core/request.js';
import type { BatchCall, BatchContents, LineFault, ServedFile, ServedLine, ServerPlace } from '../../batch-server.js';
import { jsonReply } from '../../batch-server.js';
import { isObject, parseJson, toObject, toText } from '../../json.js';
import type { ServerRequest, ServerResponse } from '../../protocol.js';
import { badRequest, readBody } from '../../server-body.js';
import { toServedLine } from './server-line.js';

/** The two steps of a resumable upload: the start, which asks for an address, and the file in one piece. */
const readUpload = ({ headers, query, body }: ServerRequest): BatchCall => {
  const command = (headers['x-goog-upload-command'] ?? '').replaceAll(' ', '');
  const id = query.get('upload_id');
  if (id !== null) {
    if (command !== 'upload,finalize' || headers['x-goog-upload-offset'] !== '0') throw badRequest('The simulator takes a file in one piece: upload, finalize at offset 0.');
    return { action: 'put', id, text: body };
  }
  if (command !== 'start' || headers['x-goog-upload-protocol'] !== 'resumable') throw badRequest('An upload begins with X-Goog-Upload-Protocol: resumable and X-Goog-Upload-Command: start.');
  return { action: 'reserve', name: toText(toObject(readBody(body)['file'])['displayName']), purpose: 'batch' };
};

/** What a request asks of the Files API; undefined for an address of something else. */
export const readFileCall = (request: ServerRequest, path: string): BatchCall | undefined => {
  if (path === '/upload/v1beta/files') return request.method === 'POST' ? readUpload(request) : undefined;
  const match = /^(\/download)?\/v1(?:beta|alpha)?\/(files\/[^/:]+)(:download)?$/.exec(path);
  if (match?.[2] === undefined || request.method !== 'GET') return undefined;
  return { action: match[3] === undefined ? 'file' : 'content', id: match[2] };
};

const lineFault = (value: unknown): Omit<LineFault, 'line'> | undefined => {
  if (!isObject(value)) return { code: 'INVALID_ARGUMENT', message: 'The line is not a JSON object.' };
  return isObject(value['request']) ? undefined : { code: 'INVALID_ARGUMENT', message: 'The line has no request.' };
};

/** The requests of an uploaded file, or every line that keeps it from being a batch. */
export const readBatchFile = (text: string, model: string, request: ServerRequest): BatchContents => {
  const lines: ServedLine[] = [];
  const faults: LineFault[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const value = parseJson(row);
    const fault = lineFault(value);
    if (fault === undefined) lines.push(toServedLine(toText(toObject(value)['key']), toObject(toObject(value)['request']), model, request));
    else faults.push({ ...fault, line: index + 1 });
  }
  if (lines.length + faults.length === 0) faults.push({ line: 1, code: 'INVALID_ARGUMENT', message: 'The input file is empty.' });
  return { lines, faults };
};

const writeFile = (file: ServedFile): JsonObject => {
  const time = new Date(file.createdMs).toISOString();
  return {
    name: file.id, displayName: file.name, mimeType: 'application/jsonl', sizeBytes: String(new TextEncoder().encode(file.text).length), createTime: time, updateTime: time,
    expirationTime: new Date(file.createdMs + 2 * 86_400_000).toISOString(), uri: `https://generativelanguage.googleapis.com/v1beta/${file.id}`, state: 'ACTIVE', source: 'UPLOADED',
  };
};

export const encodeFile = (file: ServedFile): ServerResponse => jsonReply(writeFile(file));

export const encodeUploaded = (file: ServedFile): ServerResponse => {
  const reply = jsonReply({ file: writeFile(file) });
  return { ...reply, headers: { ...reply.headers, 'x-goog-upload-status': 'final' } };
};

export const encodeReservation = ({ id }: ServedFile, { baseUrl }: ServerPlace): ServerResponse => ({
  status: 200, body: '',
  headers: { 'x-goog-upload-status': 'active', 'x-goog-upload-url': `${baseUrl}/upload/v1beta/files?upload_id=${encodeURIComponent(id)}&upload_protocol=resumable` },
});
