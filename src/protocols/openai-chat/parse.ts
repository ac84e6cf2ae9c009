import type { ChatRequest, ContentPart, JsonObject, Message, ReasoningEffort } from '../../core/request.js';
import { isObject, isSet, toObject, toText } from '../json.js';
import { badRequest, optionalBoolean, optionalNumber, optionalStrings, parseDataUrl, readBody, refuseFields, requiredModel } from '../server-body.js';
import type { ServerDialect } from './server-dialect.js';

const roles = ['system', 'developer', 'user', 'assistant'];

const toImage = (part: JsonObject): ContentPart => {
  const image = parseDataUrl(toText(toObject(part['image_url'])['url']));
  if (image === undefined) throw badRequest('`image_url.url` must be a data: URL with base64 here.', 'messages');
  return image;
};

const toPart = (value: unknown): ContentPart => {
  const part = toObject(value);
  if (part['type'] === 'text' && typeof part['text'] === 'string') return { type: 'text', text: part['text'] };
  if (part['type'] === 'refusal') return { type: 'text', text: toText(part['refusal']) };
  if (part['type'] === 'image_url') return toImage(part);
  throw badRequest(`Invalid content part type ${JSON.stringify(part['type'])}: supported are 'text' and 'image_url'.`, 'messages');
};

const toParts = (content: unknown): readonly ContentPart[] => {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (content === null || content === undefined) return [];
  if (!Array.isArray(content)) throw badRequest('`content` must be a string or a list of parts.', 'messages');
  return content.map(toPart);
};

const toRows = (value: unknown): readonly JsonObject[] => {
  if (!Array.isArray(value) || value.length === 0) throw badRequest('`messages` must be a list with at least one message.', 'messages');
  const wrong = value.findIndex((row) => !isObject(row) || !roles.includes(toText(row['role'])));
  if (wrong !== -1) throw badRequest(`messages[${wrong}] must have one of the roles ${roles.join(', ')}.`, 'messages');
  return value as readonly JsonObject[];
};

const toMessages = (rows: readonly JsonObject[]): readonly Message[] => {
  const messages = rows.filter((row) => row['role'] === 'user' || row['role'] === 'assistant')
    .map((row): Message => ({ role: row['role'] === 'user' ? 'user' : 'assistant', content: toParts(row['content']) }));
  if (messages.length === 0) throw badRequest('`messages` must hold at least one user message.', 'messages');
  return messages;
};

const toSystem = (rows: readonly JsonObject[]): string | undefined => {
  const texts = rows.filter((row) => row['role'] === 'system' || row['role'] === 'developer')
    .map((row) => toParts(row['content']).map((part) => (part.type === 'text' ? part.text : '')).join(''));
  return texts.length === 0 ? undefined : texts.join('\n');
};

/** The conversation in a `messages` list of Chat Completions' form. Throws a `usage` error that says what is wrong. */
export const parseMessages = (value: unknown): Pick<ChatRequest, 'system' | 'messages'> => {
  const rows = toRows(value);
  return { system: toSystem(rows), messages: toMessages(rows) };
};

/** The vendors have more words than we do: the nearest one counts. */
const efforts: ReadonlyMap<unknown, ReasoningEffort> = new Map([
  ['none', 'none'], ['minimal', 'low'], ['low', 'low'], ['medium', 'medium'], ['default', 'medium'],
  ['high', 'high'], ['xhigh', 'high'], ['max', 'high'],
]);

/** The effort for a vendor's word, of Chat or of Responses. Throws a `usage` error for a word that is none. */
export const parseEffort = (word: unknown, field: string): ReasoningEffort | undefined => {
  if (word === undefined || word === null) return undefined;
  const effort = efforts.get(word);
  if (effort === undefined) throw badRequest(`Invalid value for '${field}': ${JSON.stringify(word)}. Supported values are 'none', 'low', 'medium' and 'high'.`, field);
  return effort;
};

const toEffort = (body: JsonObject): ReasoningEffort | undefined => {
  const reasoning = toObject(body['reasoning']);
  if (reasoning['enabled'] === false) return 'none';
  return parseEffort(body['reasoning_effort'] ?? reasoning['effort'], 'reasoning_effort');
};

const toSchema = (value: unknown): JsonObject | undefined => {
  if (value === undefined || value === null) return undefined;
  const format = toObject(value);
  if (format['type'] === 'text') return undefined;
  if (format['type'] === 'json_object') return { type: 'object' };
  const { schema } = toObject(format['json_schema']);
  if (format['type'] !== 'json_schema' || !isObject(schema)) throw badRequest("Invalid value for 'response_format'.", 'response_format');
  return schema;
};

/** What a `ChatRequest` has no place for: refused rather than dropped. */
const notCarried = [
  'tools', 'functions', 'logprobs', 'top_logprobs', 'logit_bias', 'frequency_penalty', 'presence_penalty', 'audio', 'web_search_options',
];

/** The request in a Chat Completions body. Throws a `usage` error for what the vendor, or this server, refuses. */
export const parseChatBody = (server: ServerDialect, text: string): ChatRequest => {
  const body = readBody(text);
  const model = body['model'] === undefined && server.defaultModel !== undefined ? server.defaultModel : requiredModel(body);
  const { system, messages } = parseMessages(body['messages']);
  server.check?.(body);
  refuseFields(body, notCarried);
  if (isSet(body['n']) && body['n'] !== 1) throw badRequest('`n` must be 1 here.', 'n');
  const stop = optionalStrings(body, 'stop');
  if (stop !== undefined && stop.length > 4) throw badRequest('`stop` must hold at most 4 sequences.', 'stop');
  const tokens = { min: 1, isInteger: true };
  return {
    model,
    system,
    messages,
    temperature: optionalNumber(body, 'temperature', { min: 0, max: 2 }),
    topP: optionalNumber(body, 'top_p', { min: 0, max: 1 }),
    maxTokens: optionalNumber(body, 'max_completion_tokens', tokens) ?? optionalNumber(body, 'max_tokens', tokens),
    stop,
    seed: optionalNumber(body, 'seed', { isInteger: true }),
    schema: toSchema(body['response_format']),
    reasoning: toEffort(body),
    stream: optionalBoolean(body, 'stream') ?? false,
  };
};
