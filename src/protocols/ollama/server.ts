import type { ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { readBearer } from '../headers.js';
import type { ServerRequest, ServerResponse, ServerRoute, ServerSide, WholeAnswer } from '../protocol.js';
import { createChatEncoder, lineOf, showsThinking, writeDoneReason } from './encoder.js';
import { parseChat } from './parse.js';
import { failureReply } from './server-failure.js';
import { writeMetrics } from './usage.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && request.path === '/api/chat') return 'chat';
  return request.method === 'GET' && request.path === '/api/tags' ? 'models' : undefined;
};

const reply = (body: JsonObject): ServerResponse => ({
  status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body),
});

const wholeAnswer = (answer: WholeAnswer, request: ServerRequest): ServerResponse => {
  const isThinkingShown = answer.reasoning !== '' && showsThinking(request);
  const message = { content: answer.text, ...(isThinkingShown ? { thinking: answer.reasoning } : {}) };
  return reply(lineOf(answer.head, message, { done: true, done_reason: writeDoneReason(answer.finishReason), ...writeMetrics(answer.usage) }));
};

const modelRow = (model: ModelInfo): JsonObject => ({
  name: model.name ?? model.id,
  model: model.id,
  modified_at: '2026-10-01T12:00:00.000000000Z',
  size: 4_000_000_000,
  digest: '0'.repeat(64),
  details: {
    parent_model: '', format: 'gguf', family: 'mock', families: ['mock'], parameter_size: '7B', quantization_level: 'Q4_K_M',
    ...(model.contextTokens === null ? {} : { context_length: model.contextTokens }),
  },
  capabilities: model.isChat === false ? ['embedding'] : ['completion', 'thinking', 'vision'],
});

/** The server of Ollama's native chat and model list. It sends no request id and no rate-limit headers. */
export const ollamaServer: ServerSide = {
  route,
  credential: (request) => readBearer(request.headers),
  parse: parseChat,
  createEncoder: createChatEncoder,
  encodeAnswer: wholeAnswer,
  headers: () => ({}),
  encodeFailure: failureReply,
  encodeModels: (models) => reply({ models: models.map(modelRow) }),
};
