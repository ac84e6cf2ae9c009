import type { JsonObject } from '../../../core/request.js';
import type { ServedResult } from '../../batch-server.js';
import { parseJson } from '../../json.js';

const lostWords = {
  expired: { code: 'batch_expired', message: 'This request could not be executed before the completion window expired.' },
  cancelled: { code: 'batch_cancelled', message: 'This request was not executed because the batch was cancelled.' },
} as const;

const toLine = ({ customId, reply }: ServedResult): JsonObject => {
  const id = `batch_req_${customId}`;
  if (typeof reply === 'string') return { id, custom_id: customId, response: null, error: lostWords[reply] };
  return { id, custom_id: customId, response: { status_code: reply.status, request_id: reply.headers['x-request-id'] ?? id, body: parseJson(reply.body) ?? null }, error: null };
};

/** The text of an output or error file. */
export const writeResultFile = (results: readonly ServedResult[]): string => results.map((result) => `${JSON.stringify(toLine(result))}\n`).join('');
