import type { ChatRequest, ContentPart, JsonObject, Message, ReasoningEffort } from '../../core/request.js';
import { isObject, parseJson, toNumber, toObject, toText } from '../json.js';
import type { ServerRequest } from '../protocol.js';
import { badRequest } from '../server-body.js';

const readBody = (text: string): JsonObject => {
  if (text.trim() === '') throw badRequest('missing request body');
  const body = parseJson(text);
  if (!isObject(body)) throw badRequest('invalid character at the beginning of value');
  return body;
};

const wrongType = (field: string, wanted: string): Error =>
  badRequest(`json: cannot unmarshal value into Go struct field ChatRequest.${field} of type ${wanted}`, field);

/** A list field; absent and null are empty, as Go reads them. */
const readList = (value: unknown, field: string, wanted: string): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(field, wanted);
  return value;
};

const signatures: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBOR', 'image/png'], ['/9j/', 'image/jpeg'], ['R0lGOD', 'image/gif'], ['UklGR', 'image/webp'],
];

/** Where a text stops being base64; -1 when it is all right. A data URL fails at its fifth byte. */
const firstBadByte = (text: string): number => {
  const bad = text.replace(/={1,2}$/, '').search(/[^A-Za-z0-9+/]/);
  return bad === -1 && text.length % 4 !== 0 ? text.length - (text.length % 4) : bad;
};

const toImage = (value: unknown): ContentPart => {
  if (typeof value !== 'string') throw wrongType('messages.images', '[]api.ImageData');
  const bad = firstBadByte(value);
  if (bad !== -1) throw badRequest(`illegal base64 data at input byte ${bad}`, 'images');
  return { type: 'image', mediaType: signatures.find(([start]) => value.startsWith(start))?.[1] ?? 'image/png', base64: value };
};

type Turn = { readonly role: string; readonly content: readonly ContentPart[] };

const toTurn = (value: unknown): Turn => {
  if (!isObject(value)) throw wrongType('messages', '[]api.Message');
  const content = value['content'] ?? '';
  if (typeof content !== 'string') throw wrongType('messages.content', 'string');
  const images = readList(value['images'], 'messages.images', '[]api.ImageData').map(toImage);
  return { role: toText(value['role']).toLowerCase(), content: [...images, { type: 'text', text: content }] };
};

const toMessages = (turns: readonly Turn[]): readonly Message[] =>
  turns.flatMap(({ role, content }) => (role === 'user' || role === 'assistant' ? [{ role, content }] : []));

const toSystem = (turns: readonly Turn[]): string | undefined => {
  const texts = turns.filter(({ role }) => role === 'system')
    .map(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')).join(''));
  return texts.length === 0 ? undefined : texts.join('\n');
};

const efforts: ReadonlyMap<unknown, ReasoningEffort> = new Map<unknown, ReasoningEffort>([
  [false, 'none'], [true, 'medium'], ['low', 'low'], ['medium', 'medium'], ['high', 'high'], ['max', 'high'],
]);

const toEffort = (think: unknown): ReasoningEffort | undefined => {
  if (think === undefined || think === null) return undefined;
  const effort = efforts.get(think);
  if (effort !== undefined) return effort;
  throw badRequest(`invalid think value: ${JSON.stringify(think)} (must be "high", "medium", "low", "max", true, or false)`, 'think');
};

const toSchema = (format: unknown): JsonObject | undefined => {
  if (format === undefined || format === null || format === '' || format === 'json') return undefined;
  if (isObject(format)) return format;
  throw badRequest(`invalid format: ${JSON.stringify(format)}; expected "json" or a valid JSON Schema object`, 'format');
};

/** Unknown options are ignored by the server; a known one of the wrong type is refused. */
const option = (options: JsonObject, name: string, type: 'float32' | 'integer'): number | undefined => {
  const value = options[name];
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  if (number === null) throw badRequest(`option "${name}" must be of type ${type}`, name);
  return type === 'integer' ? Math.trunc(number) : number;
};

/** Below 0 stands for "no limit" in num_predict and for "random" in seed. */
const unlessNegative = (value: number | undefined): number | undefined => (value !== undefined && value < 0 ? undefined : value);

const stopOption = (options: JsonObject): readonly string[] | undefined => {
  const { stop } = options;
  if (stop === undefined || stop === null) return undefined;
  if (!Array.isArray(stop)) throw badRequest('option "stop" must be of type array', 'stop');
  if (!stop.every((item) => typeof item === 'string')) throw badRequest('option "stop" must be of an array of strings', 'stop');
  return stop;
};

const readStream = (value: unknown): boolean => {
  if (value !== undefined && value !== null && typeof value !== 'boolean') throw wrongType('stream', 'bool');
  return value !== false;
};

/** The request a body of `/api/chat` stands for. Throws a `usage` error in Ollama's words. */
export const parseChat = (request: ServerRequest): ChatRequest => {
  const body = readBody(request.body);
  const model = toText(body['model']);
  if (model === '') throw badRequest('model is required', 'model');
  const turns = readList(body['messages'], 'messages', '[]api.Message').map(toTurn);
  const options = toObject(body['options']);
  return {
    model,
    system: toSystem(turns),
    messages: toMessages(turns),
    temperature: option(options, 'temperature', 'float32'),
    topP: option(options, 'top_p', 'float32'),
    maxTokens: unlessNegative(option(options, 'num_predict', 'integer')),
    stop: stopOption(options),
    seed: unlessNegative(option(options, 'seed', 'integer')),
    schema: toSchema(body['format']),
    reasoning: toEffort(body['think']),
    stream: readStream(body['stream']),
  };
};
