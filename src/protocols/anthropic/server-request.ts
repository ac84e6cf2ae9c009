import type { ChatRequest, JsonObject } from '../../core/request.js';
import type { ServerRequest } from '../protocol.js';
import { badRequest, readBody } from '../server-body.js';
import { defaultVersion, versionWithoutSampling } from './headers.js';
import { knownTraits } from './model-traits.js';
import { readMessages, readSystem } from './server-messages.js';
import { readMaxTokens, readSampling, readStopSequences } from './server-sampling.js';
import { readSchema } from './server-schema.js';
import { readReasoning } from './server-thinking.js';

const versions = [defaultVersion, versionWithoutSampling];

const fields = new Set([
  'model', 'messages', 'max_tokens', 'system', 'metadata', 'stop_sequences', 'stream', 'temperature', 'top_p', 'top_k', 'thinking',
  'tools', 'tool_choice', 'output_config', 'service_tier', 'speed', 'inference_geo', 'cache_control', 'container', 'diagnostics',
]);

const checkHeaders = ({ headers }: ServerRequest): void => {
  const version = headers['anthropic-version'];
  if (version === undefined) throw badRequest('anthropic-version: header is required', 'anthropic-version');
  if (!versions.includes(version)) throw badRequest(`anthropic-version: "${version}" is not a valid version`, 'anthropic-version');
};

const checkFields = (body: JsonObject, { headers }: ServerRequest): void => {
  // Betas bring fields of their own.
  if (headers['anthropic-beta'] !== undefined) return;
  const unknown = Object.keys(body).find((field) => !fields.has(field));
  if (unknown !== undefined) throw badRequest(`${unknown}: Extra inputs are not permitted`, unknown);
};

const readModel = (body: JsonObject): string => {
  const { model } = body;
  if (model === undefined) throw badRequest('model: Field required', 'model');
  if (typeof model !== 'string' || model === '') throw badRequest('model: String should have at least 1 character', 'model');
  return model;
};

const readStream = (body: JsonObject): boolean => {
  const { stream } = body;
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') throw badRequest('stream: Input should be a valid boolean', 'stream');
  return stream === true;
};

/** A request as Anthropic understands it. Throws a `usage` error, in Anthropic's words, for what it refuses. */
export const parseMessagesRequest = (request: ServerRequest): ChatRequest => {
  checkHeaders(request);
  const body = readBody(request.body);
  checkFields(body, request);
  const model = readModel(body);
  const traits = knownTraits(model);
  const maxTokens = readMaxTokens(body, model, traits);
  return {
    model,
    system: readSystem(body['system']),
    messages: readMessages(body['messages'], traits?.takesPrefill ?? true),
    ...readSampling(body, request.headers, traits),
    maxTokens,
    stop: readStopSequences(body),
    schema: readSchema(body),
    reasoning: readReasoning(body, maxTokens, traits),
    stream: readStream(body),
  };
};
