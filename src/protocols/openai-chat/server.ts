import type { ModelInfo } from '../../core/provider.js';
import type { ChatRequest, ContentPart, JsonObject, Message, ReasoningEffort } from '../../core/request.js';
import { readBearer } from '../headers.js';
import { isObject, toArray, toObject, toText } from '../json.js';
import type { ServerRequest, ServerResponse, ServerRoute, ServerSide, WholeAnswer } from '../protocol.js';
import { badRequest, optionalNumber, optionalStrings, parseDataUrl, readBody, requiredModel } from '../server-body.js';
import type { OpenAiChatDialect } from './dialect.js';
import { chunkOf, createChatEncoder, writeFinishReason } from './encoder.js';
import { failureReply } from './server-failure.js';
import { writeUsage } from './usage.js';

const toPart = (value: unknown): ContentPart | undefined => {
  const part = toObject(value);
  if (part['type'] === 'text') return { type: 'text', text: toText(part['text']) };
  return part['type'] === 'image_url' ? parseDataUrl(toText(toObject(part['image_url'])['url'])) : undefined;
};

const toParts = (content: unknown): readonly ContentPart[] =>
  typeof content === 'string'
    ? [{ type: 'text', text: content }]
    : toArray(content).map(toPart).filter((part) => part !== undefined);

const toMessages = (rows: readonly JsonObject[]): readonly Message[] =>
  rows.filter((row) => row['role'] === 'user' || row['role'] === 'assistant')
    .map((row) => ({ role: row['role'] === 'user' ? 'user' : 'assistant', content: toParts(row['content']) }));

const toSystem = (rows: readonly JsonObject[]): string | undefined => {
  const texts = rows.filter((row) => row['role'] === 'system' || row['role'] === 'developer')
    .map((row) => toParts(row['content']).map((part) => (part.type === 'text' ? part.text : '')).join(''));
  return texts.length === 0 ? undefined : texts.join('\n');
};

const efforts: readonly ReasoningEffort[] = ['none', 'low', 'medium', 'high'];

const toEffort = (body: JsonObject): ReasoningEffort | undefined => {
  const reasoning = toObject(body['reasoning']);
  if (reasoning['enabled'] === false) return 'none';
  const word = body['reasoning_effort'] ?? reasoning['effort'];
  return efforts.find((effort) => effort === word);
};

const parseChat = (request: ServerRequest): ChatRequest => {
  const body = readBody(request.body);
  const rows = toArray(body['messages']).filter(isObject);
  const messages = toMessages(rows);
  if (messages.length === 0) throw badRequest('`messages` must hold at least one user message.', 'messages');
  const schema = toObject(toObject(body['response_format'])['json_schema'])['schema'];
  return {
    model: requiredModel(body),
    system: toSystem(rows),
    messages,
    temperature: optionalNumber(body, 'temperature'),
    topP: optionalNumber(body, 'top_p'),
    maxTokens: optionalNumber(body, 'max_completion_tokens') ?? optionalNumber(body, 'max_tokens'),
    stop: optionalStrings(body, 'stop'),
    seed: optionalNumber(body, 'seed'),
    schema: isObject(schema) ? schema : undefined,
    reasoning: toEffort(body),
    stream: body['stream'] === true,
  };
};

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/chat/completions') return 'chat';
  return request.method === 'GET' && request.path === '/models' ? 'models' : undefined;
};

const wholeAnswer = (dialect: OpenAiChatDialect, answer: WholeAnswer): ServerResponse => {
  const showsReasoning = dialect.server.reasoning !== 'hidden' && answer.reasoning !== '';
  const message = {
    role: 'assistant', content: answer.text, refusal: null, ...(showsReasoning ? { reasoning: answer.reasoning } : {}),
  };
  const usage = { ...writeUsage(answer.usage), ...(dialect.provider === 'openrouter' ? { cost: answer.usage.reportedCostUsd ?? 0 } : {}) };
  const choice = { index: 0, message, logprobs: null, finish_reason: writeFinishReason(answer.finishReason) };
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...chunkOf(answer.head, dialect, [choice]), object: 'chat.completion', usage }),
  };
};

const modelRow = (model: ModelInfo): JsonObject => ({
  id: model.id, object: 'model', created: 1_779_000_000, owned_by: 'uada', name: model.name ?? model.id,
  ...(model.contextTokens === null ? {} : { context_length: model.contextTokens, context_window: model.contextTokens }),
});

const modelList = (dialect: OpenAiChatDialect, models: readonly ModelInfo[]): ServerResponse => {
  const rows = models.map((model) => ({ ...modelRow(model), ...(dialect.provider === 'together' ? { type: 'chat' } : {}) }));
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(dialect.server.modelList === 'array' ? rows : { object: 'list', data: rows }),
  };
};

const rateHeaders = {
  'x-ratelimit-limit-requests': '10000', 'x-ratelimit-remaining-requests': '9999', 'x-ratelimit-reset-requests': '8.64s',
  'x-ratelimit-limit-tokens': '1000000', 'x-ratelimit-remaining-tokens': '999900', 'x-ratelimit-reset-tokens': '12ms',
};

/** The server of Chat Completions in one vendor's dialect. */
export const createChatServer = (dialect: OpenAiChatDialect): ServerSide => ({
  route,
  credential: (request) => readBearer(request.headers),
  parse: parseChat,
  createEncoder: (head, request) => createChatEncoder(dialect, head, request),
  encodeAnswer: (answer) => wholeAnswer(dialect, answer),
  headers: (head) => ({
    [dialect.server.requestIdHeader]: `${dialect.server.idPrefix}${head.id}`,
    ...(dialect.provider === 'openai' || dialect.provider === 'groq' ? rateHeaders : {}),
  }),
  encodeFailure: (failure, id) => failureReply(dialect, failure, id),
  encodeModels: (models) => modelList(dialect, models),
});
