import { UadaError } from '../../core/errors.js';
import type { HttpRequest } from '../../core/http.js';
import type { ChatRequest, ContentPart, JsonObject, Message } from '../../core/request.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';
import { toClosedSchema } from './closed-schema.js';
import { requestHeaders } from './headers.js';
import { thinkingFields } from './thinking.js';

const toBlock = (part: ContentPart): JsonObject =>
  part.type === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.base64 } };

const toContent = (parts: readonly ContentPart[]): unknown =>
  parts.every((part) => part.type === 'text') ? parts.map((part) => part.text).join('') : parts.map(toBlock);

const toMessage = (message: Message): JsonObject => ({ role: message.role, content: toContent(message.content) });

const toOutputConfig = (request: ChatRequest, effort: string | undefined): JsonObject | undefined => {
  if (effort === undefined && request.schema === undefined) return undefined;
  return withoutUndefined({
    effort,
    format: request.schema && { type: 'json_schema', schema: toClosedSchema(request.schema) },
  });
};

const toBody = (request: ChatRequest): JsonObject => {
  const { max_tokens, thinking, effort } = thinkingFields(request);
  return withoutUndefined({
    model: request.model,
    max_tokens,
    system: request.system,
    messages: request.messages.map(toMessage),
    temperature: request.temperature,
    top_p: request.topP,
    stop_sequences: request.stop,
    thinking,
    output_config: toOutputConfig(request, effort),
    stream: request.stream,
  });
};

/** The chat request in Anthropic's words (Anthropic Messages API). Throws a `usage` error for a seed. */
export const encodeMessages = (request: ChatRequest, endpoint: Endpoint): HttpRequest => {
  if (request.seed !== undefined) {
    throw new UadaError('usage', 'anthropic has no seed parameter: its answers cannot be made to repeat.', {
      provider: 'anthropic', hint: 'Leave out --seed, or choose another provider.',
    });
  }
  return {
    method: 'POST',
    url: `${endpoint.baseUrl}/v1/messages`,
    headers: {
      ...requestHeaders(endpoint),
      'content-type': 'application/json',
      accept: request.stream ? 'text/event-stream' : 'application/json',
    },
    body: JSON.stringify(toBody(request)),
  };
};
