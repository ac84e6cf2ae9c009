import type { ContentPart, JsonObject, Message } from '../../core/request.js';
import { isObject, toArray, toObject, toText } from '../json.js';
import { badRequest, parseDataUrl } from '../server-body.js';

const toPart = (value: unknown): ContentPart | undefined => {
  const part = toObject(value);
  if (part['type'] === 'text') return { type: 'text', text: toText(part['text']) };
  if (part['type'] === 'image_url') return parseDataUrl(toText(toObject(part['image_url'])['url']));
  if (part['type'] === 'thinking' || part['type'] === 'document') return undefined;
  throw badRequest(`invalid request: content type '${toText(part['type'])}' is not supported`, 'messages');
};

const toParts = (row: JsonObject): readonly ContentPart[] => {
  const { content } = row;
  if (typeof content === 'string' && content !== '') return [{ type: 'text', text: content }];
  const parts = toArray(content).map(toPart).filter((part) => part !== undefined);
  const mayBeEmpty = row['role'] === 'assistant' || row['role'] === 'tool' || toArray(content).length > 0;
  if (parts.length === 0 && !mayBeEmpty) throw badRequest('message must not be empty in a turn', 'messages');
  return parts;
};

const roles = ['system', 'user', 'assistant', 'tool'];

const toRows = (value: unknown): readonly JsonObject[] => {
  const rows = toArray(value);
  if (rows.length === 0) throw badRequest('invalid request: messages must have at least one element.', 'messages');
  return rows.map((row, index) => {
    const { role } = toObject(row);
    if (!isObject(row) || !roles.includes(toText(role))) throw badRequest(`invalid request: role of message ${index} must be one of system, user, assistant, tool.`, 'messages');
    if (role === 'system' && index > 0) throw badRequest('system turn must be the first in the list', 'messages');
    return row;
  });
};

/** The turns and the system prompt of a request body. Throws a `usage` error for what Cohere refuses. */
export const readMessages = (value: unknown): { readonly system: string | undefined; readonly messages: readonly Message[] } => {
  const rows = toRows(value).map((row) => ({ role: row['role'], content: toParts(row) }));
  const system = rows[0]?.role === 'system' ? rows[0].content.map((part) => (part.type === 'text' ? part.text : '')).join('') : undefined;
  const messages = rows.flatMap(({ role, content }) => (role === 'user' || role === 'assistant' ? [{ role, content } as const] : []));
  return { system, messages };
};
