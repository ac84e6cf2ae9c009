import type { HttpRequest } from '../../core/http.js';
import type { ModelCapability, ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import { unreadable } from '../failure.js';
import { bearerHeaders } from '../headers.js';
import type { Endpoint, ModelPage } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';

/** The request for the model list. */
export const encodeModelsRequest = (endpoint: Endpoint): HttpRequest => ({
  method: 'GET', url: `${endpoint.baseUrl}/models`, headers: { ...bearerHeaders(endpoint), accept: 'application/json' },
});

type ListDialect = Pick<OpenAiChatDialect, 'provider' | 'listedPrice'>;

const notChat = /whisper|tts|embed|moderation|dall-e|guard|transcribe|image|audio|realtime|sora|davinci|babbage/i;

const toPrice = (dialect: ListDialect, value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null;
  return dialect.listedPrice === 'usd-per-token' ? Number((number * 1_000_000).toFixed(6)) : number;
};

const isChat = (row: JsonObject): boolean | null => {
  const type = toText(row['type']);
  if (type !== '') return type === 'chat' || type === 'language' || type === 'code';
  const modalities = toArray(toObject(row['architecture'])['output_modalities'] ?? row['output_modalities']);
  if (modalities.length > 0) return modalities.includes('text');
  return notChat.test(toText(row['id'])) ? false : null;
};

/** OpenRouter tells them by the parameters that a model takes ("List available models"); the others do not. */
const capabilitiesOf = (row: JsonObject): readonly ModelCapability[] | undefined => {
  const parameters = row['supported_parameters'];
  if (!Array.isArray(parameters)) return undefined;
  const can: readonly (readonly [ModelCapability, boolean])[] = [
    ['tools', parameters.includes('tools')], ['vision', toArray(toObject(row['architecture'])['input_modalities']).includes('image')],
    ['reasoning', parameters.includes('reasoning')], ['json_schema', parameters.includes('structured_outputs')],
  ];
  return can.filter(([, isThere]) => isThere).map(([name]) => name);
};

/** Together prices models that run on rented machines only by the hour; their tokens are not free. */
const isPricedByHour = (pricing: JsonObject): boolean =>
  pricing['input'] === 0 && pricing['output'] === 0 && (toNumber(pricing['hourly']) ?? 0) > 0;

const toModel = (dialect: ListDialect, row: JsonObject): ModelInfo => {
  const listed = dialect.listedPrice === undefined ? {} : toObject(row['pricing']);
  const pricing = isPricedByHour(listed) ? {} : listed;
  const top = toObject(row['top_provider']);
  return {
    id: toText(row['id']),
    name: toText(row['name']) || toText(row['display_name']) || null,
    contextTokens: toNumber(row['context_length']) ?? toNumber(row['context_window']),
    maxOutputTokens: toNumber(top['max_completion_tokens']) ?? toNumber(row['max_completion_tokens']),
    inputUsdPerMillion: toPrice(dialect, pricing['prompt'] ?? pricing['input']),
    outputUsdPerMillion: toPrice(dialect, pricing['completion'] ?? pricing['output']),
    isChat: isChat(row),
    isDeprecated: typeof row['shutdown_date'] === 'string' || typeof row['expiration_date'] === 'string' || row['active'] === false,
    capabilities: capabilitiesOf(row),
  };
};

/** The model list: `{data: […]}`, or Together's bare array. `data: null` is an empty list (Ollama). */
export const decodeModelList = (dialect: ListDialect, body: string): ModelPage => {
  const value = parseJson(body);
  if (!Array.isArray(value) && !(isObject(value) && 'data' in value)) throw unreadable(dialect.provider, 'a model list that cannot be read');
  const rows: readonly unknown[] = Array.isArray(value) ? value : toArray(toObject(value)['data']);
  return { models: rows.filter(isObject).filter((row) => toText(row['id']) !== '').map((row) => toModel(dialect, row)) };
};
