import type { HttpRequest } from '../../core/http.js';
import type { ChatRequest, JsonObject } from '../../core/request.js';
import { bearerHeaders } from '../headers.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';
import { toRoleMessages } from '../role-messages.js';
import { isStrictSchema } from '../strict-schema.js';
import type { OpenAiChatDialect } from './dialect.js';

const toResponseFormat = (schema: JsonObject): JsonObject => ({
  type: 'json_schema', json_schema: { name: 'answer', schema, strict: isStrictSchema(schema) },
});

const toBody = (dialect: OpenAiChatDialect, request: ChatRequest): JsonObject => {
  const body = withoutUndefined({
    model: request.model,
    messages: toRoleMessages(request),
    temperature: request.temperature,
    top_p: request.topP,
    [dialect.maxTokensField]: request.maxTokens,
    stop: request.stop,
    seed: request.seed,
    response_format: request.schema && toResponseFormat(request.schema),
    ...(request.reasoning === undefined ? {} : dialect.reasoningFields(request.reasoning)),
    stream: request.stream,
    stream_options: request.stream ? { include_usage: true } : undefined,
  });
  return { ...body, ...dialect.extraFields?.(body) };
};

/** The chat request in OpenAI's words (OpenAI API reference, "Create chat completion"). */
export const encodeChat = (dialect: OpenAiChatDialect, request: ChatRequest, endpoint: Endpoint): HttpRequest => ({
  method: 'POST',
  url: `${endpoint.baseUrl}/chat/completions`,
  headers: {
    ...bearerHeaders(endpoint),
    'content-type': 'application/json',
    accept: request.stream ? 'text/event-stream' : 'application/json',
  },
  body: JSON.stringify(toBody(dialect, request)),
});
