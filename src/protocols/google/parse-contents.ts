import type { ContentPart, Message } from '../../core/request.js';
import { toText } from '../json.js';
import { badRequest } from '../server-body.js';
import { readFields, readList } from './read-fields.js';

const partFields = [
  'text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'executableCode', 'codeExecutionResult', 'toolCall', 'toolResponse',
  'thought', 'thoughtSignature', 'videoMetadata', 'mediaResolution', 'partMetadata', 'audioTranscription', 'mediaProcessing', 'speechMetadata',
];
const dataFields = partFields.slice(0, 9);

const toPart = (value: unknown, place: string): readonly ContentPart[] => {
  const fields = readFields(value, place, partFields);
  if (!dataFields.some((name) => fields[name] !== undefined)) {
    throw badRequest(`* GenerateContentRequest.${place}.data: required oneof field 'data' must have one initialized field\n`, 'contents');
  }
  if (fields['inlineData'] !== undefined) {
    const { mimeType, data } = readFields(fields['inlineData'], `${place}.inlineData`, ['mimeType', 'data', 'displayName']);
    if (typeof mimeType !== 'string' || mimeType === '') throw badRequest('Unable to submit request because it must have a mimeType parameter.', 'contents');
    if (typeof data !== 'string' || /[^\w+/=-]/.test(data)) throw badRequest(`Invalid value at '${place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`, 'contents');
    return [{ type: 'image', mediaType: mimeType, base64: data }];
  }
  if (fields['text'] !== undefined && typeof fields['text'] !== 'string') throw badRequest(`Invalid value at '${place}.text' (TYPE_STRING)`, 'contents');
  // Thoughts that a client sends back are not part of the conversation.
  return fields['text'] === undefined || fields['thought'] === true ? [] : [{ type: 'text', text: fields['text'] }];
};

const toParts = (value: unknown, place: string): readonly ContentPart[] => {
  const parts = readList(value, `${place}.parts`);
  if (parts.length === 0) throw badRequest(`* GenerateContentRequest.${place}.parts: contents.parts must not be empty.\n`, 'contents');
  return parts.flatMap((part, index) => toPart(part, `${place}.parts[${index}]`));
};

const toMessage = (value: unknown, index: number): Message => {
  const place = `contents[${index}]`;
  const fields = readFields(value, place, ['role', 'parts']);
  const role = fields['role'] ?? 'user';
  if (role !== 'user' && role !== 'model') throw badRequest('Please use a valid role: user, model.', 'contents');
  return { role: role === 'model' ? 'assistant' : 'user', content: toParts(fields['parts'], place) };
};

/** The turns of `contents`. Throws a `usage` error in Google's words. */
export const parseContents = (value: unknown): readonly Message[] => {
  const contents = readList(value, 'contents');
  if (contents.length === 0) throw badRequest('* GenerateContentRequest.contents: contents is not specified\n', 'contents');
  return contents.map(toMessage);
};

/** The text of `systemInstruction`, whose role does not matter. */
export const parseSystem = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined;
  const fields = readFields(value, 'systemInstruction', ['role', 'parts']);
  return toParts(fields['parts'], 'systemInstruction').map((part) => (part.type === 'text' ? toText(part.text) : '')).join('');
};
