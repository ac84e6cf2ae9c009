import type { JsonObject } from '../../../core/request.js';
import type { ServedLine } from '../../batch-server.js';
import { withoutFields } from '../../json.js';
import type { ServerRequest } from '../../protocol.js';

/** A request of a batch as it would be served alone. The key is the caller's, and none has to be there. */
export const toServedLine = (key: string, body: JsonObject, model: string, { headers }: ServerRequest): ServedLine => ({
  customId: key,
  request: { method: 'POST', path: `/v1beta/models/${model}:generateContent`, query: new URLSearchParams(), headers, body: JSON.stringify(withoutFields(body, 'model')) },
});
