import type { ContentPart, JsonObject, Message } from '../../core/request.js';
import { isObject, toArray, toObject, toText } from '../json.js';
import { badRequest } from '../server-body.js';

const blockTypes = /^(?:text|image|document|search_result|thinking|redacted_thinking|container_upload|compaction|\w*tool_use|\w*tool_result)$/;
const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

const refuse = (path: string, problem: string): Error => badRequest(`${path}: ${problem}`, 'messages');

const toImage = (block: JsonObject, path: string): ContentPart | undefined => {
  const source = toObject(block['source']);
  if (source['type'] === 'url' || source['type'] === 'file') return undefined;
  if (source['type'] !== 'base64') throw refuse(`${path}.image.source`, 'Field required');
  const mediaType = toText(source['media_type']);
  if (!imageTypes.includes(mediaType)) {
    throw refuse(`${path}.image.source.base64.media_type`, "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'");
  }
  if (typeof source['data'] !== 'string') throw refuse(`${path}.image.source.base64.data`, 'Field required');
  return { type: 'image', mediaType, base64: source['data'] };
};

const toPart = (value: unknown, path: string): ContentPart | undefined => {
  const block = toObject(value);
  const type = toText(block['type']);
  if (type === '') throw refuse(`${path}.type`, 'Field required');
  if (!blockTypes.test(type)) throw refuse(path, `Input tag '${type}' found using 'type' does not match any of the expected tags`);
  if (type === 'image') return toImage(block, path);
  if (type !== 'text') return undefined;
  if (typeof block['text'] !== 'string') throw refuse(`${path}.text.text`, 'Field required');
  if (block['text'] === '') throw badRequest('messages: text content blocks must be non-empty', 'messages');
  return { type: 'text', text: block['text'] };
};

const toParts = (content: unknown, path: string): readonly ContentPart[] => {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (content === undefined) throw refuse(path, 'Field required');
  if (!Array.isArray(content)) throw refuse(path, 'Input should be a valid list');
  return content.map((block, index) => toPart(block, `${path}.${index}`)).filter((part) => part !== undefined);
};

const toRole = (row: JsonObject, index: number): 'user' | 'assistant' | 'system' => {
  const { role } = row;
  if (role === 'user' || role === 'assistant') return role;
  if (role === 'system' && index > 0) return role;
  if (role === 'system') {
    throw badRequest('messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.', 'messages');
  }
  throw refuse(`messages.${index}.role`, role === undefined ? 'Field required' : "Input should be 'user' or 'assistant'");
};

const isPrefill = (value: unknown): boolean => {
  const row = toObject(value);
  return row['role'] === 'assistant'
    && (typeof row['content'] === 'string' || toArray(row['content']).some((block) => toObject(block)['type'] === 'text'));
};

/** The turns of a request body. Throws a `usage` error in Anthropic's words; `takesPrefill` is the model's trait. */
export const readMessages = (value: unknown, takesPrefill: boolean): readonly Message[] => {
  if (value === undefined) throw refuse('messages', 'Field required');
  if (!Array.isArray(value)) throw refuse('messages', 'Input should be a valid list');
  if (value.length === 0) throw refuse('messages', 'at least one message is required');
  if (!takesPrefill && isPrefill(value.at(-1))) {
    throw badRequest('This model does not support assistant message prefill. The conversation must end with a user message.', 'messages');
  }
  return value.flatMap((row: unknown, index): readonly Message[] => {
    if (!isObject(row)) throw refuse(`messages.${index}`, 'Input should be an object');
    const role = toRole(row, index);
    const content = toParts(row['content'], `messages.${index}.content`);
    return role === 'system' ? [] : [{ role, content }];
  });
};

/** The system prompt of a request body: a string or text blocks. */
export const readSystem = (value: unknown): string | undefined => {
  if (value === undefined || typeof value === 'string') return value;
  if (!Array.isArray(value) || !value.every((block) => toObject(block)['type'] === 'text' && typeof toObject(block)['text'] === 'string')) {
    throw badRequest('system: Input should be a valid string or a list of text blocks', 'system');
  }
  return value.map((block) => toText(toObject(block)['text'])).join('\n');
};
