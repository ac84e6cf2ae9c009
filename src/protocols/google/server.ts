import type { ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { readBearer } from '../headers.js';
import type { ServerRequest, ServerResponse, ServerRoute, ServerSide, WholeAnswer } from '../protocol.js';
import { chunkOf, createChatEncoder } from './encoder.js';
import { writeFinishReason } from './finish-reason.js';
import { thinkingOf } from './model-thinking.js';
import { parseChat, showsThoughts } from './parse.js';
import { failureReply } from './server-failure.js';
import { readTarget } from './target.js';
import { writeUsage } from './usage.js';

const route = (request: ServerRequest): ServerRoute | undefined => {
  if (request.method === 'POST' && readTarget(request.path) !== undefined) return 'chat';
  return request.method === 'GET' && /^\/v1(?:beta|alpha)?\/models$/.test(request.path) ? 'models' : undefined;
};

const nonEmpty = (text: string | null | undefined): string | undefined => (text === null || text === '' ? undefined : text);

const credential = (request: ServerRequest): string | undefined =>
  nonEmpty(request.headers['x-goog-api-key']) ?? nonEmpty(request.query.get('key')) ?? readBearer(request.headers);

const reply = (body: JsonObject): ServerResponse => ({
  status: 200, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body, undefined, 2),
});

const wholeAnswer = (answer: WholeAnswer, request: ServerRequest): ServerResponse => {
  const thoughts = answer.reasoning !== '' && showsThoughts(request) ? [{ text: answer.reasoning, thought: true }] : [];
  const parts = [...thoughts, ...(answer.text === '' ? [] : [{ text: answer.text }])];
  // A candidate whose budget went into thinking has content without parts.
  const content = { ...(parts.length === 0 ? {} : { parts }), role: 'model' };
  return reply(chunkOf(answer.head, { content, finishReason: writeFinishReason(answer.finishReason) }, writeUsage(answer.usage)));
};

const modelRow = (model: ModelInfo): JsonObject => ({
  name: `models/${model.id}`,
  version: '001',
  displayName: model.name ?? model.id,
  ...(model.contextTokens === null ? {} : { inputTokenLimit: model.contextTokens }),
  ...(model.maxOutputTokens === null ? {} : { outputTokenLimit: model.maxOutputTokens }),
  supportedGenerationMethods: model.isChat === false ? ['embedContent'] : ['generateContent', 'countTokens', 'batchGenerateContent'],
  ...(model.isChat === false ? {} : { temperature: 1, topP: 0.95, topK: 64, maxTemperature: 2 }),
  ...(model.isChat !== false && thinkingOf(model.id).by !== 'nothing' ? { thinking: true } : {}),
});

/** The server of Gemini's chat and model list. It sends no request id and no rate-limit headers. */
export const googleServer: ServerSide = {
  route,
  credential,
  parse: parseChat,
  createEncoder: createChatEncoder,
  encodeAnswer: wholeAnswer,
  headers: () => ({ 'x-gemini-service-tier': 'standard' }),
  encodeFailure: failureReply,
  encodeModels: (models) => reply(models.length === 0 ? {} : { models: models.map(modelRow) }),
};
