import type { ModelCapability, ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';
import { unreadable } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import type { ModelPage } from '../protocol.js';

const embedding = /embed|minilm|\bbge-|\bbert/i;

/** Older servers do not list capabilities; then only the embedding families can be told by their names. */
const isChat = (row: JsonObject): boolean | null => {
  const { capabilities } = row;
  if (Array.isArray(capabilities)) return capabilities.includes('completion');
  return embedding.test(`${toText(row['name'])} ${toText(toObject(row['details'])['family'])}`) ? false : null;
};

/** Ollama's words for them, and ours. */
const names: readonly (readonly [string, ModelCapability])[] = [['tools', 'tools'], ['vision', 'vision'], ['thinking', 'reasoning']];

const capabilitiesOf = ({ capabilities }: JsonObject): readonly ModelCapability[] | undefined =>
  Array.isArray(capabilities) ? names.filter(([theirs]) => capabilities.includes(theirs)).map(([, ours]) => ours) : undefined;

const toModel = (row: JsonObject): ModelInfo => ({
  id: toText(row['model']) || toText(row['name']),
  name: toText(row['name']) || null,
  contextTokens: toNumber(toObject(row['details'])['context_length']),
  maxOutputTokens: null,
  inputUsdPerMillion: null,
  outputUsdPerMillion: null,
  isChat: isChat(row),
  isDeprecated: false,
  capabilities: capabilitiesOf(row),
});

/** The models that are pulled (Ollama API, "List models"); `models: null` is an empty list. */
export const decodeModelList = (body: string): ModelPage => {
  const value = parseJson(body);
  if (!isObject(value) || !('models' in value)) throw unreadable('ollama', 'a model list that cannot be read');
  return { models: toArray(value['models']).filter(isObject).map(toModel).filter(({ id }) => id !== '') };
};
