import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateDirectory, replacePrivateFile } from '../config/private-file.js';
import { readRegularFile } from '../config/regular-file.js';
import type { ModelInfo } from '../core/provider.js';
import { modelCapabilities } from '../core/provider.js';
import { redact } from '../core/secret.js';
import { isObject, parseJson, toArray, toNumber, toText } from '../protocols/json.js';
import { sha256 } from '../store/sha256.js';
import { takeLogin } from './url-login.js';

/** What a provider listed, and when, in milliseconds since the epoch. */
export type KeptList = { readonly provider: string; readonly listedAtMs: number; readonly models: readonly ModelInfo[] };

const version = 1;
const maximumBytes = 64 * 2 ** 20;

const folderOf = (dataDir: string): string => join(dataDir, 'models');

/** The file of a provider's list at an address. A login in the address takes no part in it. */
export const listPath = (dataDir: string, provider: string, baseUrl: string): string =>
  join(folderOf(dataDir), `${encodeURIComponent(provider)}-${sha256(takeLogin(baseUrl).baseUrl).toString('hex').slice(0, 16)}.json`);

const toCapabilities = (value: unknown): ModelInfo['capabilities'] =>
  Array.isArray(value) ? modelCapabilities.filter((name) => value.includes(name)) : undefined;

const toModels = (value: unknown): readonly ModelInfo[] => {
  if (!isObject(value) || toText(value['id']) === '') return [];
  return [{
    id: toText(value['id']), name: toText(value['name']) || null,
    contextTokens: toNumber(value['contextTokens']), maxOutputTokens: toNumber(value['maxOutputTokens']),
    inputUsdPerMillion: toNumber(value['inputUsdPerMillion']), outputUsdPerMillion: toNumber(value['outputUsdPerMillion']),
    isChat: typeof value['isChat'] === 'boolean' ? value['isChat'] : null, isDeprecated: value['isDeprecated'] === true,
    capabilities: toCapabilities(value['capabilities']),
  }];
};

/** Undefined for what is no list of ours: a half file, one of a later version, one that somebody edited. */
const toList = (text: string): KeptList | undefined => {
  const content = parseJson(text);
  if (!isObject(content) || content['version'] !== version || !Array.isArray(content['models'])) return undefined;
  const [provider, listedAtMs] = [toText(content['provider']), toNumber(content['listedAtMs'])];
  return provider === '' || listedAtMs === null ? undefined : { provider, listedAtMs, models: toArray(content['models']).flatMap(toModels) };
};

/** The list in a file; undefined when there is none that can be read. Never throws. */
export const readKeptList = (path: string): KeptList | undefined => {
  try {
    const file = readRegularFile(path, maximumBytes);
    return file === undefined ? undefined : toList(file.bytes.toString('utf8'));
  } catch {
    return undefined;
  }
};

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
};

/** The newest list of each provider that was ever asked. Never throws. */
export const readKeptLists = (dataDir: string): readonly KeptList[] => {
  const lists = namesIn(folderOf(dataDir)).flatMap((name) => readKeptList(join(folderOf(dataDir), name)) ?? []);
  const oldestFirst = lists.sort((left, right) => left.listedAtMs - right.listedAtMs);
  return [...new Map(oldestFirst.map((list) => [list.provider, list])).values()];
};

/** Puts a list in the place of an earlier one, 0600, at one stroke. Throws a `usage` error that names the path. */
export const keepList = (dataDir: string, path: string, list: KeptList): void => {
  createPrivateDirectory(folderOf(dataDir));
  replacePrivateFile(path, `${JSON.stringify({ version, ...list })}\n`);
};

/** The models as they may be shown and kept: a server may repeat a key as a name. */
export const withoutSecrets = (models: readonly ModelInfo[]): readonly ModelInfo[] =>
  models.map((model) => ({ ...model, id: redact(model.id), name: model.name === null ? null : redact(model.name) }));

/** True for a model that a person may want to ask: it chats, as far as is known, and stays. */
export const isForChat = ({ isChat, isDeprecated }: ModelInfo): boolean => isChat !== false && !isDeprecated;
