import { UadaError } from '../../core/errors.js';
import type { HttpRequest } from '../../core/http.js';
import type { ChatRequest, ContentPart, JsonObject, Message, ReasoningEffort } from '../../core/request.js';
import { bearerHeaders } from '../headers.js';
import { withoutUndefined } from '../json.js';
import type { Endpoint } from '../protocol.js';
import { isStrictSchema } from '../strict-schema.js';

/** The API refuses less (OpenAPI description, `CreateResponse.max_output_tokens`). */
const fewestTokens = 16;

const useChat = 'speak Chat Completions (providers.openai.api = "chat") with a model that it serves';

const refuse = (message: string, flag: string): UadaError =>
  new UadaError('usage', message, { provider: 'openai', hint: `Leave out ${flag}, or ${useChat}.` });

const assertCarried = (request: ChatRequest): void => {
  if (request.stop !== undefined) throw refuse('The Responses API of openai has no stop parameter.', '--stop');
  if (request.seed !== undefined) throw refuse('The Responses API of openai has no seed parameter.', '--seed');
  if (request.maxTokens !== undefined && request.maxTokens < fewestTokens) {
    throw new UadaError('usage', `The Responses API of openai takes no max tokens below ${fewestTokens}, not ${request.maxTokens}.`, {
      provider: 'openai', hint: `Give --max-tokens ${fewestTokens} or more, or ${useChat}.`,
    });
  }
};

const toPart = (role: Message['role'], part: ContentPart): JsonObject => {
  if (part.type === 'image') return { type: 'input_image', image_url: `data:${part.mediaType};base64,${part.base64}`, detail: 'auto' };
  return { type: role === 'assistant' ? 'output_text' : 'input_text', text: part.text };
};

const toItem = ({ role, content }: Message): JsonObject => ({
  role,
  content: content.every((part) => part.type === 'text') ? content.map((part) => part.text).join('') : content.map((part) => toPart(role, part)),
});

/** Flat here, where Chat Completions nests it under `json_schema`. */
const toText = (schema: JsonObject): JsonObject => ({
  format: { type: 'json_schema', name: 'answer', schema, strict: isStrictSchema(schema) },
});

/** Summaries of the reasoning come only when they are asked for. */
const toReasoning = (effort: ReasoningEffort): JsonObject => (effort === 'none' ? { effort } : { effort, summary: 'auto' });

const toBody = (request: ChatRequest): JsonObject => withoutUndefined({
  model: request.model,
  instructions: request.system,
  input: request.messages.map(toItem),
  temperature: request.temperature,
  top_p: request.topP,
  max_output_tokens: request.maxTokens,
  text: request.schema && toText(request.schema),
  reasoning: request.reasoning && toReasoning(request.reasoning),
  // The default would keep the answer at OpenAI for at least 30 days.
  store: false,
  stream: request.stream,
});

/**
 * The chat request in the words of OpenAI's Responses API ("Create a model response"). Throws a `usage` error
 * for stop and seed, which it does not have, and for fewer than 16 tokens.
 */
export const encodeResponse = (request: ChatRequest, endpoint: Endpoint): HttpRequest => {
  assertCarried(request);
  return {
    method: 'POST',
    url: `${endpoint.baseUrl}/responses`,
    headers: {
      ...bearerHeaders(endpoint),
      'content-type': 'application/json',
      accept: request.stream ? 'text/event-stream' : 'application/json',
    },
    body: JSON.stringify(toBody(request)),
  };
};
