import type { HttpRequest } from '../../core/http.js';
import type { ModelCapability, ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import type { Endpoint, ModelPage, ServerResponse } from '../protocol.js';
import { requestHeaders } from './headers.js';

/** Asks for a page of models (Anthropic API, "List models"); `after` is the last id of the page before. */
export const encodeModelList = (endpoint: Endpoint, after?: string): HttpRequest => ({
  method: 'GET',
  url: `${endpoint.baseUrl}/v1/models?limit=1000${after === undefined ? '' : `&after_id=${encodeURIComponent(after)}`}`,
  headers: { ...requestHeaders(endpoint), accept: 'application/json' },
});

const names: readonly (readonly [string, ModelCapability])[] = [['image_input', 'vision'], ['thinking', 'reasoning'], ['structured_outputs', 'json_schema']];

/** Tools are not among them: every model takes those. */
const capabilitiesOf = ({ capabilities }: JsonObject): readonly ModelCapability[] | undefined =>
  isObject(capabilities) ? ['tools', ...names.filter(([theirs]) => toObject(capabilities[theirs])['supported'] === true).map(([, ours]) => ours)] : undefined;

const toModel = (row: JsonObject): ModelInfo => ({
  id: toText(row['id']),
  name: toText(row['display_name']) || null,
  contextTokens: toNumber(row['max_input_tokens']),
  maxOutputTokens: toNumber(row['max_tokens']),
  inputUsdPerMillion: null,
  outputUsdPerMillion: null,
  // Anthropic has no other kind of model.
  isChat: true,
  isDeprecated: row['lifecycle'] === 'deprecated' || row['lifecycle'] === 'retired',
  capabilities: capabilitiesOf(row),
});

/** A page of the model list, with the id after which the next one begins. */
export const decodeModelList = (body: string): ModelPage => {
  const page = parseJson(body);
  if (!isObject(page) || !('data' in page)) throw unreadable('anthropic', 'a model list that cannot be read');
  const models = toArray(page['data']).filter(isObject).filter((row) => toText(row['id']) !== '').map(toModel);
  const next = page['has_more'] === true ? toText(page['last_id']) || models.at(-1)?.id : undefined;
  return { models, ...(next === undefined ? {} : { next }) };
};

const modelRow = (model: ModelInfo): JsonObject => ({
  type: 'model',
  id: model.id,
  display_name: model.name ?? model.id,
  created_at: '2026-09-28T00:00:00Z',
  lifecycle: model.isDeprecated ? 'deprecated' : 'active',
  deprecated_at: model.isDeprecated ? '2026-10-01T00:00:00Z' : null,
  retires_at: null,
  line: null,
  max_input_tokens: model.contextTokens,
  max_tokens: model.maxOutputTokens,
  capabilities: null,
});

/** The whole model list as one page, for a server to send. */
export const writeModelList = (models: readonly ModelInfo[]): ServerResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    data: models.map(modelRow), has_more: false, first_id: models[0]?.id ?? null, last_id: models.at(-1)?.id ?? null,
  }),
});
