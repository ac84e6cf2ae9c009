import type { JsonObject } from '../../../core/request.js';
import type { BatchContents, BatchCreate, LineFault, ServedLine } from '../../batch-server.js';
import { isObject, parseJson, toObject, toText } from '../../json.js';
import type { ServerRequest } from '../../protocol.js';
import type { FileBatches } from './file-batches.js';

type Rules = { readonly batches: FileBatches; readonly creation: BatchCreate; readonly ids: Set<string>; readonly models: Set<string> };

/** Why a line is none, in the vendor's words. */
const faultOf = (line: unknown, { batches, creation, ids, models }: Rules): Omit<LineFault, 'line'> | undefined => {
  if (!isObject(line)) return { code: 'invalid_json_line', message: 'This line is not parseable as valid JSON.' };
  const customId = toText(line['custom_id']);
  if (customId === '') return { code: 'missing_required_parameter', message: 'Missing required parameter: \'custom_id\'.' };
  if (ids.has(customId)) return { code: 'duplicate_custom_id', message: `The custom_id '${customId}' for this request is a duplicate of another request.` };
  if (!isObject(line['body'])) return { code: 'missing_required_parameter', message: 'Missing required parameter: \'body\'.' };
  if (batches.hasAddressInLines && line['url'] !== creation.path) return { code: 'invalid_url', message: 'The URL provided for this request does not match the batch endpoint.' };
  ids.add(customId);
  models.add(toText(line['body']['model']));
  return batches.isOneModel && models.size > 1 ? { code: 'mismatched_model', message: `The provided model '${toText(line['body']['model'])}' does not match the other requests of the file.` } : undefined;
};

const toServed = (line: JsonObject, creation: BatchCreate, { headers }: ServerRequest): ServedLine => ({
  customId: toText(line['custom_id']),
  request: { method: 'POST', path: creation.path.replace(/^\/v1(?=\/)/, ''), query: new URLSearchParams(), headers, body: JSON.stringify({ ...toObject(line['body']), stream: undefined }) },
});

/** The requests of an uploaded file, or every line that keeps it from being a batch. */
export const readBatchFile = (batches: FileBatches, text: string, creation: BatchCreate, request: ServerRequest): BatchContents => {
  const rules: Rules = { batches, creation, ids: new Set(), models: new Set() };
  const lines: ServedLine[] = [];
  const faults: LineFault[] = [];
  text.split('\n').forEach((row, index) => {
    if (row.trim() === '') return;
    const line = parseJson(row);
    const fault = faultOf(line, rules);
    if (fault !== undefined) faults.push({ ...fault, line: index + 1 });
    else lines.push(toServed(toObject(line), creation, request));
  });
  if (lines.length + faults.length === 0) faults.push({ line: 1, code: 'empty_file', message: 'The input file is empty.' });
  return { lines, faults };
};
