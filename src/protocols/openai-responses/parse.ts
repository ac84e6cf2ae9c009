import type { ChatRequest, ContentPart, JsonObject, Message } from '../../core/request.js';
import { isObject, toObject, toText } from '../json.js';
import { parseEffort } from '../openai-chat/parse.js';
import { badRequest, optionalBoolean, optionalNumber, parseDataUrl, readBody, refuseFields, requiredModel } from '../server-body.js';

const known = new Set([
  'background', 'context_management', 'conversation', 'include', 'input', 'instructions', 'max_output_tokens', 'max_tool_calls', 'metadata',
  'model', 'moderation', 'parallel_tool_calls', 'previous_response_id', 'prompt', 'prompt_cache_key', 'prompt_cache_options',
  'prompt_cache_retention', 'reasoning', 'safety_identifier', 'service_tier', 'store', 'stream', 'stream_options', 'temperature', 'text',
  'tool_choice', 'tools', 'top_logprobs', 'top_p', 'truncation', 'user',
]);

/** What a `ChatRequest` has no place for: refused rather than dropped. */
const notCarried = ['background', 'conversation', 'previous_response_id', 'prompt', 'tools', 'top_logprobs'];

/** Chat Completions' names, which people bring along. */
const moved: ReadonlyMap<string, string> = new Map([
  ['messages', 'input'], ['response_format', 'text.format'], ['max_tokens', 'max_output_tokens'], ['max_completion_tokens', 'max_output_tokens'],
  ['reasoning_effort', 'reasoning.effort'],
]);

const refuseUnknown = (body: JsonObject): void => {
  const name = Object.keys(body).find((key) => !known.has(key));
  if (name === undefined) return;
  const place = moved.get(name);
  throw badRequest(place === undefined
    ? `Unknown parameter: '${name}'.`
    : `Unsupported parameter: '${name}'. In the Responses API, this parameter has moved to '${place}'.`, name);
};

const toPart = (value: unknown): ContentPart => {
  const part = toObject(value);
  const { type } = part;
  if (type === 'input_text' || type === 'output_text') return { type: 'text', text: toText(part['text']) };
  if (type === 'refusal') return { type: 'text', text: toText(part['refusal']) };
  if (type !== 'input_image') throw badRequest(`Invalid value: ${JSON.stringify(type)}. Supported values are: 'input_text', 'input_image' and 'output_text'.`, 'input');
  const image = parseDataUrl(toText(part['image_url']));
  if (image === undefined) throw badRequest('`image_url` must be a data: URL with base64 here.', 'input');
  return image;
};

const toParts = (content: unknown): readonly ContentPart[] => {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) throw badRequest('`content` must be a string or a list of parts.', 'input');
  return content.map(toPart);
};

const roles = ['user', 'assistant', 'system', 'developer'];

const toItems = (input: unknown): readonly JsonObject[] => {
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  if (!Array.isArray(input)) throw badRequest('`input` must be a string or a list of items.', 'input');
  // Reasoning of earlier turns is sent back as it came; it says nothing to another model.
  const items = input.filter((item) => toObject(item)['type'] !== 'reasoning');
  const wrong = items.findIndex((item) => !isObject(item) || !['message', undefined].includes(item['type'] as string) || !roles.includes(toText(item['role'])));
  if (wrong !== -1) throw badRequest(`input[${wrong}] must be a message with one of the roles ${roles.join(', ')}.`, 'input');
  return items as readonly JsonObject[];
};

const toSystem = (instructions: unknown, items: readonly JsonObject[]): string | undefined => {
  if (instructions !== undefined && instructions !== null && typeof instructions !== 'string') throw badRequest('`instructions` must be a string.', 'instructions');
  const texts = items.filter((item) => item['role'] === 'system' || item['role'] === 'developer')
    .map((item) => toParts(item['content']).map((part) => (part.type === 'text' ? part.text : '')).join(''));
  const all = [...(typeof instructions === 'string' ? [instructions] : []), ...texts];
  return all.length === 0 ? undefined : all.join('\n');
};

const toMessages = (items: readonly JsonObject[]): readonly Message[] => {
  const messages = items.filter((item) => item['role'] === 'user' || item['role'] === 'assistant')
    .map((item): Message => ({ role: item['role'] === 'user' ? 'user' : 'assistant', content: toParts(item['content']) }));
  if (messages.length === 0) throw badRequest('`input` must hold at least one message.', 'input');
  return messages;
};

const toSchema = (text: unknown): JsonObject | undefined => {
  const { format } = toObject(text);
  if (format === undefined || format === null) return undefined;
  const { type, schema, name } = toObject(format);
  if (type === 'text') return undefined;
  if (type === 'json_object') return { type: 'object' };
  if (type !== 'json_schema' || !isObject(schema) || toText(name) === '') throw badRequest("Invalid value for 'text.format'.", 'text.format');
  return schema;
};

const assertSummary = (reasoning: JsonObject): void => {
  const { summary } = reasoning;
  if (summary === undefined || summary === null || ['auto', 'concise', 'detailed'].includes(toText(summary))) return;
  throw badRequest("Invalid value for 'reasoning.summary'. Supported values are: 'auto', 'concise' and 'detailed'.", 'reasoning.summary');
};

/** The request in a Responses body. Throws a `usage` error for what OpenAI, or this server, refuses. */
export const parseResponseBody = (text: string): ChatRequest => {
  const body = readBody(text);
  refuseUnknown(body);
  refuseFields(body, notCarried);
  const items = toItems(body['input']);
  const reasoning = toObject(body['reasoning']);
  assertSummary(reasoning);
  return {
    model: requiredModel(body),
    system: toSystem(body['instructions'], items),
    messages: toMessages(items),
    temperature: optionalNumber(body, 'temperature', { min: 0, max: 2 }),
    topP: optionalNumber(body, 'top_p', { min: 0, max: 1 }),
    maxTokens: optionalNumber(body, 'max_output_tokens', { min: 16, isInteger: true }),
    schema: toSchema(body['text']),
    reasoning: parseEffort(reasoning['effort'], 'reasoning.effort'),
    stream: optionalBoolean(body, 'stream') ?? false,
  };
};
