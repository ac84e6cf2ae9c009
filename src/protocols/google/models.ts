import type { HttpRequest } from '../../core/http.js';
import type { ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toText } from '../json.js';
import type { Endpoint, ModelPage } from '../protocol.js';
import { keyHeaders } from './encode.js';
import { toModelId } from './model-path.js';

/** The largest page Google gives. */
const pageSize = 1000;

/** The request for a page of the model list (Gemini API, "models.list"). */
export const encodeModels = (endpoint: Endpoint, after?: string): HttpRequest => ({
  method: 'GET',
  url: `${endpoint.baseUrl}/v1beta/models?pageSize=${pageSize}${after === undefined ? '' : `&pageToken=${encodeURIComponent(after)}`}`,
  headers: { ...keyHeaders(endpoint), accept: 'application/json' },
});

/** Speech and image models generate content too. */
const notChat = /tts|image|native-audio|transcri|nano-banana|robotics|computer-use/i;

const isChat = (row: JsonObject, id: string): boolean | null => {
  const methods = row['supportedGenerationMethods'];
  return Array.isArray(methods) ? methods.includes('generateContent') && !notChat.test(id) : null;
};

const toModel = (row: JsonObject): ModelInfo => {
  const id = toModelId(toText(row['name']));
  return {
    id,
    name: toText(row['displayName']) || null,
    contextTokens: toNumber(row['inputTokenLimit']),
    maxOutputTokens: toNumber(row['outputTokenLimit']),
    inputUsdPerMillion: null,
    outputUsdPerMillion: null,
    isChat: isChat(row, id),
    isDeprecated: false,
  };
};

/** A page of the model list; `{}` is an empty one, because Google leaves out empty lists. */
export const decodeModelList = (body: string): ModelPage => {
  const value = parseJson(body);
  if (!isObject(value) || !('models' in value || Object.keys(value).length === 0)) throw unreadable('google', 'a model list that cannot be read');
  const next = toText(value['nextPageToken']);
  return {
    models: toArray(value['models']).filter(isObject).map(toModel).filter(({ id }) => id !== ''),
    ...(next === '' ? {} : { next }),
  };
};
