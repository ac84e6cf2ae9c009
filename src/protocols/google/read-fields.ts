import type { JsonObject } from '../../core/request.js';
import { isObject, toNumber } from '../json.js';
import { badRequest } from '../server-body.js';

const toCamelCase = (key: string): string => key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
const toSnakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * The fields of an object under their camelCase names; snake_case is read too. Throws Google's own refusal for a
 * field that is not known. `place` is where the object stands, '' for the body.
 */
export const readFields = (value: unknown, place: string, known: readonly string[]): JsonObject => {
  if (!isObject(value)) throw badRequest(`Invalid value at '${toSnakeCase(place)}'`, place);
  const entries = Object.entries(value).map(([key, item]) => [toCamelCase(key), item, key] as const);
  const unknown = entries.find(([name]) => !known.includes(name))?.[2];
  if (unknown === undefined) return Object.fromEntries(entries.map(([name, item]) => [name, item]));
  const at = place === '' ? '' : ` at '${toSnakeCase(place)}'`;
  throw badRequest(`Invalid JSON payload received. Unknown name "${unknown}"${at}: Cannot find field.`, unknown);
};

/** A list field; absent and null are empty. */
export const readList = (value: unknown, place: string): readonly unknown[] => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw badRequest(`Invalid value at '${toSnakeCase(place)}'`, place);
  return value;
};

/** A number in a field, within bounds; undefined when it is not there. */
export const readNumber = (fields: JsonObject, name: string, lowest: number, highest: number): number | undefined => {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  if (number === null) throw badRequest(`Invalid value at 'generation_config.${toSnakeCase(name)}', ${JSON.stringify(value)}`, name);
  if (number < lowest || number > highest) {
    throw badRequest(`* GenerateContentRequest.generation_config.${toSnakeCase(name)}: ${toSnakeCase(name)} must be in the range [${lowest}, ${highest}].\n`, name);
  }
  return number;
};
