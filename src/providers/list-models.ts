import type { ModelInfo } from '../core/provider.js';
import { readErrorText, readWholeText } from '../transport/read-text.js';
import type { ProviderParts } from './create-provider.js';

const pageBytes = 64 * 1024 * 1024;
/** More pages than any vendor has: a list that never ends is cut here. */
const mostPages = 50;

/** Every model the provider lists, page after page. Throws as a request of an answer does. */
export const listModels = async (parts: ProviderParts, signal: AbortSignal): Promise<readonly ModelInfo[]> => {
  const models: ModelInfo[] = [];
  let after: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const response = await parts.transport(parts.protocol.encodeModels(parts.endpoint, after), signal);
    if (response.status < 200 || response.status > 299) {
      const body = await readErrorText(response.body);
      throw parts.protocol.parseError({ status: response.status, headers: response.headers, body, model: '', nowMs: parts.now() });
    }
    const { models: rows, next } = parts.protocol.decodeModels(await readWholeText(response.body, pageBytes));
    models.push(...rows);
    if (next === undefined || next === after) break;
    after = next;
  }
  return models;
};
