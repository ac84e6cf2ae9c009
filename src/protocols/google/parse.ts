import type { ChatRequest, JsonObject } from '../../core/request.js';
import { isObject, parseJson } from '../json.js';
import type { ServerRequest } from '../protocol.js';
import { badRequest } from '../server-body.js';
import { parseContents, parseSystem } from './parse-contents.js';
import { parseThinking } from './parse-thinking.js';
import { readFields, readList, readNumber } from './read-fields.js';
import { readTarget } from './target.js';

const bodyFields = [
  'contents', 'systemInstruction', 'generationConfig', 'tools', 'toolConfig', 'safetySettings', 'cachedContent', 'labels', 'serviceTier',
  'continuationToken', 'store', 'model',
];
const configFields = [
  'temperature', 'topP', 'topK', 'candidateCount', 'maxOutputTokens', 'stopSequences', 'responseLogprobs', 'logprobs', 'presencePenalty',
  'frequencyPenalty', 'seed', 'responseMimeType', 'responseSchema', 'responseJsonSchema', 'responseFormat', 'responseModalities',
  'mediaResolution', 'speechConfig', 'thinkingConfig', 'imageConfig', 'audioTranscriptionConfig', 'enableEnhancedCivicAnswers',
];

/** The most stop sequences Gemini takes. */
const mostStops = 5;

const parseStop = (value: unknown): readonly string[] | undefined => {
  if (value === undefined || value === null) return undefined;
  const list = readList(value, 'generationConfig.stopSequences');
  if (!list.every((item) => typeof item === 'string')) throw badRequest('Invalid value at \'generation_config.stop_sequences\' (TYPE_STRING)', 'stopSequences');
  if (list.length > mostStops) throw badRequest(`* GenerateContentRequest.generation_config.stop_sequences: at most ${mostStops} stop sequences are supported\n`, 'stopSequences');
  return list;
};

const parseSchema = (config: JsonObject): JsonObject | undefined => {
  const { responseSchema, responseJsonSchema, responseMimeType } = config;
  if (responseSchema !== undefined && responseJsonSchema !== undefined) throw badRequest('Only one of response_schema and response_json_schema can be set.', 'responseJsonSchema');
  const schema = responseJsonSchema ?? responseSchema;
  if (schema === undefined || schema === null) return undefined;
  if (!isObject(schema)) throw badRequest('Invalid value at \'generation_config.response_json_schema\'', 'responseJsonSchema');
  if (responseMimeType !== 'application/json') {
    throw badRequest('* GenerateContentRequest.generation_config.response_schema: only allowed for response_mime_type application/json.\n', 'responseMimeType');
  }
  return schema;
};

const largestInt32 = 2_147_483_647;

/** The request a call of generateContent stands for. Throws a `usage` error in Google's words. */
export const parseChat = (request: ServerRequest): ChatRequest => {
  const body = parseJson(request.body);
  if (!isObject(body)) throw badRequest('Invalid JSON payload received. Unexpected end of string. Expected a value.');
  const fields = readFields(body, '', bodyFields);
  const config = readFields(fields['generationConfig'] ?? {}, 'generationConfig', configFields);
  const { model, isStream } = readTarget(request.path) ?? { model: '', isStream: false };
  if (model === '') throw badRequest('* GenerateContentRequest.model: unexpected model name format\n', 'model');
  return {
    model,
    system: parseSystem(fields['systemInstruction']),
    messages: parseContents(fields['contents']),
    temperature: readNumber(config, 'temperature', 0, 2),
    topP: readNumber(config, 'topP', 0, 1),
    maxTokens: readNumber(config, 'maxOutputTokens', 1, largestInt32),
    stop: parseStop(config['stopSequences']),
    seed: readNumber(config, 'seed', -largestInt32 - 1, largestInt32),
    schema: parseSchema(config),
    reasoning: parseThinking(config['thinkingConfig'], model),
    stream: isStream,
  };
};

/** True when the caller wants to see thoughts; the server keeps them to itself otherwise. */
export const showsThoughts = (request: ServerRequest): boolean => {
  const body = parseJson(request.body);
  if (!isObject(body)) return false;
  const config = body['generationConfig'] ?? body['generation_config'];
  const thinking = isObject(config) ? config['thinkingConfig'] ?? config['thinking_config'] : undefined;
  return isObject(thinking) && (thinking['includeThoughts'] ?? thinking['include_thoughts']) === true;
};
