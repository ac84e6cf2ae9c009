import type { HttpRequest } from '../../core/http.js';
import type { ChatRequest, JsonObject, ReasoningEffort } from '../../core/request.js';
import { bearerHeaders } from '../headers.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';
import { toRoleMessages } from '../role-messages.js';

/** Cohere counts thinking in tokens and has no word for an effort; without a budget the model thinks as long as it likes. */
const thinking: Readonly<Record<ReasoningEffort, JsonObject>> = {
  none: { type: 'disabled' },
  low: { type: 'enabled', token_budget: 1024 },
  medium: { type: 'enabled', token_budget: 4096 },
  high: { type: 'enabled' },
};

const toBody = (request: ChatRequest): JsonObject => withoutUndefined({
  model: request.model,
  messages: toRoleMessages(request),
  temperature: request.temperature,
  p: request.topP,
  max_tokens: request.maxTokens,
  stop_sequences: request.stop,
  seed: request.seed,
  response_format: request.schema && { type: 'json_object', json_schema: request.schema },
  thinking: request.reasoning && thinking[request.reasoning],
  stream: request.stream,
});

/** Headers of every request. */
export const requestHeaders = (endpoint: Endpoint): HttpRequest['headers'] => ({ 'x-client-name': 'uada', ...bearerHeaders(endpoint) });

/** The chat request in Cohere's words (Cohere API v2, "Chat"). */
export const encodeChat = (request: ChatRequest, endpoint: Endpoint): HttpRequest => ({
  method: 'POST',
  url: `${endpoint.baseUrl}/v2/chat`,
  headers: {
    ...requestHeaders(endpoint),
    'content-type': 'application/json',
    accept: request.stream ? 'text/event-stream' : 'application/json',
  },
  body: JSON.stringify(toBody(request)),
});
