import type { JsonObject } from '../../core/request.js';
import { isObject, isSet, toArray, toObject } from '../json.js';
import { badRequest } from '../server-body.js';
import type { ServerDialect } from './server-dialect.js';
import { writeGroqFailure, writeOpenAiFailure, writeOpenRouterFailure, writeTogetherFailure } from './server-failure.js';
import { groqModelRow, openAiModelRow, openRouterModelRow, togetherModelRow } from './server-models.js';
import { writeFlatUsage, writeGroqUsage, writePricedUsage, writeUsage } from './usage.js';

const rateHeaders = {
  'x-ratelimit-limit-requests': '10000', 'x-ratelimit-remaining-requests': '9999', 'x-ratelimit-reset-requests': '8.64s',
  'x-ratelimit-limit-tokens': '1000000', 'x-ratelimit-remaining-tokens': '999900', 'x-ratelimit-reset-tokens': '12ms',
};

const checkOpenAi = (body: JsonObject): void => {
  if (isObject(body['stream_options']) && body['stream'] !== true) {
    throw badRequest("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  if (isSet(body['max_tokens']) && isSet(body['max_completion_tokens'])) {
    throw badRequest("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", 'max_tokens');
  }
};

/** The server of api.openai.com. */
export const openai: ServerDialect = {
  contentType: 'text/event-stream; charset=utf-8',
  requestIdHeader: 'x-request-id',
  idPrefix: 'chatcmpl-',
  requestIdPrefix: 'req_',
  headers: { ...rateHeaders, 'openai-version': '2020-10-01' },
  role: 'role-only',
  usage: 'extra-chunk-if-asked',
  reasoning: 'hidden',
  chunkFields: { service_tier: 'default', system_fingerprint: 'fp_uada' },
  answerFields: { service_tier: 'default', system_fingerprint: 'fp_uada' },
  choiceFields: () => ({ logprobs: null }),
  writeUsage,
  writeFailure: writeOpenAiFailure,
  modelList: 'object',
  modelRow: openAiModelRow,
  check: checkOpenAi,
};

const checkOpenRouter = (body: JsonObject): void => {
  const { effort } = toObject(body['reasoning']);
  if (isSet(effort) && isSet(body['reasoning_effort']) && effort !== body['reasoning_effort']) {
    throw badRequest('`reasoning_effort` and `reasoning.effort` must not differ.', 'reasoning_effort');
  }
};

/** The server of openrouter.ai. */
export const openrouter: ServerDialect = {
  contentType: 'text/event-stream',
  requestIdHeader: 'x-generation-id',
  idPrefix: 'gen-',
  headers: {},
  keepAlive: ': OPENROUTER PROCESSING\n\n',
  role: 'every-delta',
  usage: 'repeated-finish-chunk',
  reasoning: 'reasoning-and-details',
  chunkFields: { provider: 'uada' },
  answerFields: { provider: 'uada', system_fingerprint: null },
  choiceFields: (finish) => ({ native_finish_reason: finish }),
  writeUsage: writePricedUsage,
  writeFailure: writeOpenRouterFailure,
  modelList: 'object',
  modelListFields: (count) => ({ total_count: count, links: { next: null } }),
  modelRow: openRouterModelRow,
  check: checkOpenRouter,
  defaultModel: 'openrouter/auto',
};

const refusedByGroq = ['logprobs', 'logit_bias', 'top_logprobs'];

const checkGroq = (body: JsonObject): void => {
  const refused = refusedByGroq.find((name) => isSet(body[name]));
  if (refused !== undefined) throw badRequest(`'${refused}' : property '${refused}' is unsupported`, refused);
  if (toArray(body['messages']).some((message) => toObject(message)['name'] !== undefined)) {
    throw badRequest("'messages.0.name' : property 'name' is unsupported", 'messages');
  }
};

/** The server of api.groq.com. */
export const groq: ServerDialect = {
  contentType: 'text/event-stream',
  requestIdHeader: 'x-request-id',
  idPrefix: 'chatcmpl-',
  requestIdPrefix: 'req_',
  headers: rateHeaders,
  role: 'role-only',
  usage: 'finish-and-extra-chunk',
  reasoning: 'reasoning',
  chunkFields: { system_fingerprint: 'fp_uada' },
  firstChunkFields: (id) => ({ x_groq: { id: `req_${id}`, seed: 687_314_058 } }),
  answerFields: { system_fingerprint: 'fp_uada', service_tier: 'on_demand', usage_breakdown: null },
  choiceFields: () => ({ logprobs: null }),
  writeUsage: writeGroqUsage,
  writeFailure: writeGroqFailure,
  errorEvent: 'error',
  modelList: 'object',
  modelRow: groqModelRow,
  check: checkGroq,
};

/** The server of api.together.ai. */
export const together: ServerDialect = {
  contentType: 'text/event-stream;charset=utf-8',
  requestIdHeader: 'x-request-id',
  idPrefix: 'o',
  headers: {},
  role: 'every-delta',
  usage: 'finish-chunk',
  reasoning: 'reasoning',
  chunkFields: { usage: null },
  answerFields: { prompt: [] },
  repeatsText: true,
  choiceFields: (finish) => ({ logprobs: null, seed: finish === null ? null : 687_314_058 }),
  writeUsage: writeFlatUsage,
  writeFailure: writeTogetherFailure,
  modelList: 'array',
  modelRow: togetherModelRow,
};
