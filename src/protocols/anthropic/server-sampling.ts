import type { UadaError } from '../../core/errors.js';
import type { HttpHeaders } from '../../core/http.js';
import type { ChatRequest, JsonObject } from '../../core/request.js';
import { toNumber, toObject, toText } from '../json.js';
import { badRequest } from '../server-body.js';
import { versionWithoutSampling } from './headers.js';
import type { ModelTraits } from './model-traits.js';

const refuse = (path: string, problem: string): UadaError => badRequest(`${path}: ${problem}`, path);

const readNumber = (body: JsonObject, field: string): number | undefined => {
  if (body[field] === undefined || body[field] === null) return undefined;
  const number = toNumber(body[field]);
  if (number === null) throw refuse(field, 'Input should be a valid number');
  return number;
};

/** `max_tokens`, which the API demands; 0 only warms the prompt cache. */
export const readMaxTokens = (body: JsonObject, model: string, traits: ModelTraits | undefined): number => {
  if (body['max_tokens'] === undefined) throw refuse('max_tokens', 'Field required');
  const number = toNumber(body['max_tokens']);
  if (number === null || !Number.isInteger(number)) throw refuse('max_tokens', 'Input should be a valid integer');
  if (number < 0) throw refuse('max_tokens', 'Input should be greater than or equal to 0');
  const most = traits?.maxOutputTokens;
  if (most !== undefined && number > most) {
    throw refuse('max_tokens', `${number} > ${most}, which is the maximum allowed number of output tokens for ${model}`);
  }
  return number;
};

/** A field that the version or the model has done away with. */
const checkRemoved = (body: JsonObject, headers: HttpHeaders, traits: ModelTraits | undefined): void => {
  const isSet = ['temperature', 'top_p', 'top_k'].filter((field) => body[field] !== undefined);
  const removed = headers['anthropic-version'] === versionWithoutSampling ? isSet[0] : undefined;
  if (removed !== undefined) throw refuse(removed, 'Extra inputs are not permitted');
  if (traits?.takesSampling !== false) return;
  const isDefault = (field: string): boolean =>
    (field === 'temperature' && body[field] === 1) || (field === 'top_p' && (toNumber(body[field]) ?? 0) >= 0.99);
  const refused = isSet.find((field) => !isDefault(field));
  if (refused !== undefined) throw badRequest(`\`${refused}\` is deprecated for this model.`, refused);
};

/** Temperature and top-p, where both the API version and the model still have them. */
export const readSampling = (body: JsonObject, headers: HttpHeaders, traits: ModelTraits | undefined): Pick<ChatRequest, 'temperature' | 'topP'> => {
  checkRemoved(body, headers, traits);
  const temperature = readNumber(body, 'temperature');
  const topP = readNumber(body, 'top_p');
  readNumber(body, 'top_k');
  if (temperature !== undefined && (temperature < 0 || temperature > 1)) throw refuse('temperature', 'range: 0..1');
  if (topP !== undefined && (topP < 0 || topP > 1)) throw refuse('top_p', 'range: 0..1');
  const thinking = toText(toObject(body['thinking'])['type']);
  if (temperature !== undefined && temperature !== 1 && (thinking === 'enabled' || thinking === 'adaptive')) {
    throw badRequest('`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.', 'temperature');
  }
  return { temperature, topP };
};

/** The stop sequences: a list, and none of white space alone. */
export const readStopSequences = (body: JsonObject): readonly string[] | undefined => {
  const value = body['stop_sequences'];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw refuse('stop_sequences', 'Input should be a valid list of strings');
  if (value.some((item) => item.trim() === '')) throw refuse('stop_sequences', 'each stop sequence must contain non-whitespace');
  return value;
};
