import type { ChatRequest, ContentPart, JsonObject, Message } from '../core/request.js';

const toPart = (part: ContentPart): JsonObject =>
  part.type === 'text'
    ? { type: 'text', text: part.text }
    : { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.base64}` } };

/** Plain strings where there is only text: every server takes them. */
const toContent = (parts: readonly ContentPart[]): unknown =>
  parts.every((part) => part.type === 'text') ? parts.map((part) => part.text).join('') : parts.map(toPart);

const toMessage = (message: Message): JsonObject => ({ role: message.role, content: toContent(message.content) });

/** The turns as OpenAI's chat and Cohere's write them: the system prompt first, images as data addresses. */
export const toRoleMessages = (request: ChatRequest): readonly JsonObject[] => [
  ...(request.system === undefined ? [] : [{ role: 'system', content: request.system }]),
  ...request.messages.map(toMessage),
];
