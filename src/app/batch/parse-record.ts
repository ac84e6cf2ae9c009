import { createHash } from 'node:crypto';
import type { SettingName } from '../../config/setting-rows.js';
import { rowOf } from '../../config/setting-rows.js';
import { didYouMean } from '../../core/did-you-mean.js';
import { UadaError } from '../../core/errors.js';
import type { JsonObject, Message } from '../../core/request.js';
import { userMessage } from '../../core/request.js';
import { isObject } from '../../protocols/json.js';
import { parseMessages } from '../../protocols/openai-chat/parse.js';
import type { BatchItem, OwnSettings } from './batch-item.js';
import type { Template } from './batch-template.js';

/** Where a record stands: its line and its place in the input. */
export type RecordPlace = { readonly line: number; readonly index: number; /** Its id when it brings none. */ readonly defaultId: number };

/** Members of a line that set something, by the name of the setting. */
const settingFields: ReadonlyMap<string, Exclude<keyof OwnSettings, 'schema'>> = new Map([
  ['model', 'model'], ['provider', 'provider'], ['system', 'system'], ['temperature', 'temperature'], ['top_p', 'topP'],
  ['max_tokens', 'maxTokens'], ['stop', 'stop'], ['seed', 'seed'], ['reasoning', 'reasoning'],
]);

const knownFields: readonly string[] = ['id', 'prompt', 'messages', 'metadata', 'schema', ...settingFields.keys()];

const wrong = (message: string, hint?: string): UadaError => new UadaError('usage', message, { hint });

const readId = (value: unknown, fallback: number): string | number => {
  if (value === undefined || value === null) return fallback;
  if ((typeof value === 'string' && value !== '') || Number.isSafeInteger(value)) return value as string | number;
  throw wrong('"id" must be a text or a whole number.');
};

const readSetting = (field: string, name: SettingName, value: unknown): unknown => {
  const reading = rowOf(name).type.fromFile(value);
  if ('value' in reading) return reading.value;
  throw wrong(`"${field}" ${reading.problem}.`);
};

const readSchema = (value: unknown): OwnSettings => {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw wrong('"schema" must be a JSON Schema, an object such as {"type":"object","properties":{…}}.');
  return { schema: JSON.stringify(value) };
};

const readSettings = (record: JsonObject): OwnSettings => {
  const given = [...settingFields].filter(([field]) => record[field] !== undefined && record[field] !== null);
  return { ...Object.fromEntries(given.map(([field, name]) => [name, readSetting(field, name, record[field])])), ...readSchema(record['schema']) };
};

const refuseUnknown = (record: JsonObject): void => {
  const unknown = Object.keys(record).find((field) => !knownFields.includes(field));
  if (unknown === undefined) return;
  throw wrong(`"${unknown}" means nothing here.`, didYouMean(unknown, knownFields) ?? 'Put what is yours under "metadata", or use --template to make the prompt out of columns.');
};

const readPrompt = (prompt: unknown): readonly Message[] => {
  if (typeof prompt !== 'string') throw wrong('There is neither "prompt", a text, nor "messages".');
  if (prompt.trim() === '') throw wrong('The prompt is empty.');
  return [userMessage(prompt)];
};

type Content = { readonly messages: readonly Message[]; readonly system: string | undefined };

const readContent = (record: JsonObject): Content => {
  if (record['messages'] === undefined) return { messages: readPrompt(record['prompt']), system: undefined };
  if (record['prompt'] !== undefined) throw wrong('A line has "prompt" or "messages", not both.');
  const { messages, system } = parseMessages(record['messages']);
  if (messages.at(-1)?.role !== 'user') throw wrong('The last of the messages must be the user\'s.');
  return { messages, system };
};

const toItem = (place: RecordPlace, id: string | number, { messages, system }: Content, own: OwnSettings, metadata?: unknown): BatchItem => {
  const settings = system === undefined || own.system !== undefined ? own : { ...own, system };
  const hash = createHash('sha256').update(JSON.stringify([messages, settings])).digest('hex').slice(0, 16);
  return { id, index: place.index, line: place.line, messages, settings, metadata, hash };
};

/** The prompt of a record that is one by itself: a text, or an object with `prompt` or `messages`. Throws a `usage` error that says what is wrong. */
export const parseRecord = (value: unknown, place: RecordPlace): BatchItem => {
  if (typeof value === 'string') return toItem(place, place.defaultId, { messages: readPrompt(value), system: undefined }, {});
  if (!isObject(value)) throw wrong('A line must be a text in quotes or an object such as {"prompt":"…"}.');
  refuseUnknown(value);
  return toItem(place, readId(value['id'], place.defaultId), readContent(value), readSettings(value), value['metadata']);
};

/** The prompt that a template makes of a row; of its columns only `id` means something by itself. */
export const fillTemplate = (value: unknown, template: Template, place: RecordPlace): BatchItem => {
  if (!isObject(value)) throw wrong('With --template a line must be an object, whose members are the columns.');
  const id = value['id'] === '' ? undefined : value['id'];
  return toItem(place, readId(id, place.defaultId), { messages: readPrompt(template(value)), system: undefined }, {});
};
