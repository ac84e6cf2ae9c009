import type { HttpRequest } from '../../core/http.js';
import type { ModelCapability, ModelInfo } from '../../core/provider.js';
import { modelCapabilities } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toText } from '../json.js';
import type { Endpoint, ModelPage, ServerResponse } from '../protocol.js';
import { requestHeaders } from './encode.js';

/** Asks for a page of the models that chat (Cohere API v1, "List Models"; the list never moved to v2). */
export const encodeModelList = (endpoint: Endpoint, after?: string): HttpRequest => ({
  method: 'GET',
  url: `${endpoint.baseUrl}/v1/models?page_size=1000&endpoint=chat${after === undefined ? '' : `&page_token=${encodeURIComponent(after)}`}`,
  headers: { ...requestHeaders(endpoint), accept: 'application/json' },
});

/** Cohere's words are those of ours (Cohere API, "Get a Model"). */
const capabilitiesOf = ({ features }: JsonObject): readonly ModelCapability[] | undefined =>
  Array.isArray(features) ? modelCapabilities.filter((name) => features.includes(name)) : undefined;

const toModel = (row: JsonObject): ModelInfo => ({
  id: toText(row['name']),
  name: null,
  contextTokens: toNumber(row['context_length']),
  maxOutputTokens: null,
  inputUsdPerMillion: null,
  outputUsdPerMillion: null,
  isChat: Array.isArray(row['endpoints']) ? row['endpoints'].includes('chat') : null,
  isDeprecated: row['is_deprecated'] === true,
  capabilities: capabilitiesOf(row),
});

/** A page of the model list, with the token of the next one. */
export const decodeModelList = (body: string): ModelPage => {
  const page = parseJson(body);
  if (!isObject(page) || !('models' in page)) throw unreadable('cohere', 'a model list that cannot be read');
  const models = toArray(page['models']).filter(isObject).filter((row) => toText(row['name']) !== '').map(toModel);
  const next = toText(page['next_page_token']);
  return { models, ...(next === '' ? {} : { next }) };
};

const modelRow = (model: ModelInfo): JsonObject => ({
  name: model.id,
  is_deprecated: model.isDeprecated,
  endpoints: model.isChat === false ? [] : ['chat'],
  finetuned: false,
  context_length: model.contextTokens ?? 0,
  tokenizer_url: '',
  default_endpoints: [],
  features: ['json_mode', 'json_schema'],
  sampling_defaults: { temperature: 0.3, k: 0, p: 0.75 },
});

/** The whole model list as one page, for a server to send. */
export const writeModelList = (models: readonly ModelInfo[]): ServerResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ models: models.map(modelRow) }),
});
