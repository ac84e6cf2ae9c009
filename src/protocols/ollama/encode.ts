import { UadaError } from '../../core/errors.js';
import type { HttpRequest } from '../../core/http.js';
import type { ChatRequest, JsonObject, Message } from '../../core/request.js';
import { textOf } from '../../core/request.js';
import { bearerHeaders } from '../headers.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';

const toMessage = (message: Message): JsonObject => {
  const images = message.content.flatMap((part) => (part.type === 'image' ? [part.base64] : []));
  return { role: message.role, content: textOf(message), ...(images.length === 0 ? {} : { images }) };
};

const toMessages = (request: ChatRequest): readonly JsonObject[] => [
  ...(request.system === undefined ? [] : [{ role: 'system', content: request.system }]),
  ...request.messages.map(toMessage),
];

/**
 * A word also for models that only know on and off: the server takes it for "on" there, and one that refuses it
 * says so. `true` would drop the effort where it counts.
 */
const toThink = (request: ChatRequest): boolean | string | undefined => {
  if (request.reasoning !== 'none') return request.reasoning;
  if (!/gpt-oss/i.test(request.model)) return false;
  // The server ignores booleans for this family without a word.
  throw new UadaError('usage', `ollama cannot switch reasoning off for the model ${request.model}.`, {
    provider: 'ollama', hint: 'Use --reasoning low, or choose another model.',
  });
};

const toOptions = (request: ChatRequest): JsonObject | undefined => {
  const options = withoutUndefined({
    temperature: request.temperature,
    top_p: request.topP,
    num_predict: request.maxTokens,
    stop: request.stop,
    seed: request.seed,
  });
  return Object.keys(options).length === 0 ? undefined : options;
};

const toBody = (request: ChatRequest): JsonObject => withoutUndefined({
  model: request.model,
  messages: toMessages(request),
  // The wire's own default is true.
  stream: request.stream,
  think: toThink(request),
  format: request.schema,
  options: toOptions(request),
});

/**
 * The chat request in Ollama's words (Ollama API, "Generate a chat completion"). The base URL is the server's root.
 * Throws a `usage` error for a reasoning effort of none where it cannot be had.
 */
export const encodeChat = (request: ChatRequest, endpoint: Endpoint): HttpRequest => ({
  method: 'POST',
  url: `${endpoint.baseUrl}/api/chat`,
  headers: {
    ...bearerHeaders(endpoint),
    'content-type': 'application/json',
    accept: request.stream ? 'application/x-ndjson' : 'application/json',
  },
  body: JSON.stringify(toBody(request)),
});
