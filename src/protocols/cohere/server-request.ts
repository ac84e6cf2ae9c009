import type { ChatRequest, JsonObject, ReasoningEffort } from '../../core/request.js';
import { isObject, toArray, toNumber, toObject } from '../json.js';
import type { ServerRequest } from '../protocol.js';
import { badRequest, optionalNumber, optionalStrings, readBody } from '../server-body.js';
import { readMessages } from './server-messages.js';

const readRange = (body: JsonObject, field: string, from: number, to: number): number | undefined => {
  const value = optionalNumber(body, field);
  if (value !== undefined && (value < from || value > to)) throw badRequest(`invalid request: ${field} must be between ${from} and ${to} inclusive.`, field);
  return value;
};

const readCount = (body: JsonObject, field: string): number | undefined => {
  const value = optionalNumber(body, field);
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) throw badRequest(`invalid request: ${field} must be a positive integer.`, field);
  return value;
};

const checkPenalties = (body: JsonObject): void => {
  const frequency = readRange(body, 'frequency_penalty', 0, 1) ?? 0;
  const presence = readRange(body, 'presence_penalty', 0, 1) ?? 0;
  if (frequency !== 0 && presence !== 0) throw badRequest('invalid request: cannot specify both frequency_penalty and presence_penalty.', 'presence_penalty');
};

const readStop = (body: JsonObject): readonly string[] | undefined => {
  const stop = optionalStrings(body, 'stop_sequences');
  if (typeof body['stop_sequences'] === 'string') throw badRequest('invalid request: stop_sequences must be a list.', 'stop_sequences');
  if (stop !== undefined && stop.length > 5) throw badRequest('invalid request: stop_sequences must not have more than 5 elements.', 'stop_sequences');
  return stop;
};

const readSchema = (body: JsonObject): JsonObject | undefined => {
  const format = body['response_format'];
  if (format === undefined || format === null) return undefined;
  const { type, json_schema: schema } = toObject(format);
  if (type !== 'text' && type !== 'json_object') throw badRequest("invalid request: response_format.type must be 'text' or 'json_object'.", 'response_format');
  if (type === 'json_object' && toArray(body['documents']).length > 0) throw badRequest('invalid request: response_format is not supported with RAG.', 'response_format');
  if (type === 'json_object' && toArray(body['tools']).length > 0) throw badRequest('invalid request: response_format is not supported with tools.', 'response_format');
  return isObject(schema) ? schema : undefined;
};

const readReasoning = (body: JsonObject): ReasoningEffort | undefined => {
  if (body['thinking'] === undefined || body['thinking'] === null) return undefined;
  const { type, token_budget: budget } = toObject(body['thinking']);
  if (type === 'disabled') return 'none';
  if (type !== 'enabled') throw badRequest("invalid request: thinking.type must be 'enabled' or 'disabled'.", 'thinking');
  if (budget === undefined || budget === null) return 'high';
  const tokens = toNumber(budget);
  if (tokens === null || !Number.isInteger(tokens) || tokens < 1) throw badRequest('invalid request: thinking.token_budget must be a positive integer.', 'thinking');
  if (tokens <= 2048) return 'low';
  return tokens <= 8192 ? 'medium' : 'high';
};

/** A request as Cohere understands it. Throws a `usage` error for what it refuses. */
export const parseChatRequest = (request: ServerRequest): ChatRequest => {
  const body = readBody(request.body);
  const { model } = body;
  if (typeof model !== 'string' || model === '') throw badRequest('a model parameter is required for this endpoint.', 'model');
  checkPenalties(body);
  readRange(body, 'k', 0, 500);
  return {
    model,
    ...readMessages(body['messages']),
    temperature: readRange(body, 'temperature', 0, 1),
    topP: readRange(body, 'p', 0.01, 0.99),
    maxTokens: readCount(body, 'max_tokens'),
    stop: readStop(body),
    seed: optionalNumber(body, 'seed'),
    schema: readSchema(body),
    reasoning: readReasoning(body),
    stream: body['stream'] === true,
  };
};
