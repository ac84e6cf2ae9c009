import type { HttpHeaders, HttpRequest } from '../../core/http.js';
import type { ChatRequest, ContentPart, JsonObject, Message } from '../../core/request.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';
import { toModelPath } from './model-path.js';
import { toResponseSchema } from './schema.js';
import { toThinkingConfig } from './thinking-config.js';

/** The endpoint's own headers and the key. A key in the address would end up in logs. */
export const keyHeaders = (endpoint: Endpoint): HttpHeaders => ({
  ...endpoint.headers,
  ...(endpoint.key === undefined ? {} : { 'x-goog-api-key': endpoint.key.reveal() }),
});

const toPart = (part: ContentPart): JsonObject =>
  (part.type === 'text' ? { text: part.text } : { inlineData: { mimeType: part.mediaType, data: part.base64 } });

const isEmpty = (part: ContentPart): boolean => part.type === 'text' && part.text === '';

const toContent = ({ role, content }: Message): JsonObject => {
  // Gemini refuses an empty text beside other parts.
  const parts = content.filter((part) => !isEmpty(part));
  return { role: role === 'assistant' ? 'model' : 'user', parts: parts.length === 0 ? [{ text: '' }] : parts.map(toPart) };
};

const toGenerationConfig = (request: ChatRequest): JsonObject | undefined => {
  const config = withoutUndefined({
    temperature: request.temperature,
    topP: request.topP,
    maxOutputTokens: request.maxTokens,
    stopSequences: request.stop,
    seed: request.seed,
    ...(request.schema === undefined ? {} : { responseMimeType: 'application/json', responseJsonSchema: toResponseSchema(request.schema) }),
    thinkingConfig: request.reasoning === undefined ? undefined : toThinkingConfig(request.model, request.reasoning),
  });
  return Object.keys(config).length === 0 ? undefined : config;
};

// Gemini refuses fields that it does not know: nothing else may go in here.
const toBody = (request: ChatRequest): JsonObject => withoutUndefined({
  systemInstruction: request.system === undefined ? undefined : { parts: [{ text: request.system }] },
  contents: request.messages.map(toContent),
  generationConfig: toGenerationConfig(request),
});

/**
 * The chat request in Google's words (Gemini API, "Generating content"). The base URL is the host without a version.
 * Throws a `usage` error for a reasoning effort the model does not have.
 */
export const encodeChat = (request: ChatRequest, endpoint: Endpoint): HttpRequest => ({
  method: 'POST',
  // Without `alt=sse` a stream is one JSON array.
  url: `${endpoint.baseUrl}/v1beta/${toModelPath(request.model)}:${request.stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  headers: {
    ...keyHeaders(endpoint),
    'content-type': 'application/json',
    accept: request.stream ? 'text/event-stream' : 'application/json',
  },
  body: JSON.stringify(toBody(request)),
});
