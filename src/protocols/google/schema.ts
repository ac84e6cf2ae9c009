import type { JsonObject } from '../../core/request.js';
import { isObject } from '../json.js';

const ofSchema = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(ofSchema);
  return isObject(value) ? toResponseSchema(value) : value;
};

const ofNamedSchemas = (value: unknown): unknown =>
  (isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, ofSchema(schema)])) : value);

const convert = (key: string, value: unknown): readonly (readonly [string, unknown])[] => {
  switch (key) {
    case '$schema': return [];
    case 'const': return [['enum', [value]]];
    case 'properties':
    case '$defs': return [[key, ofNamedSchemas(value)]];
    case 'items':
    case 'prefixItems':
    case 'anyOf':
    case 'oneOf':
    case 'additionalProperties': return [[key, ofSchema(value)]];
    default: return [[key, value]];
  }
};

/**
 * A JSON Schema in the subset Gemini reads, where two keywords are missing that say nothing else: `const` is an
 * `enum` of one, and `$schema` only names the dialect. Everything else goes out as it is, for Gemini to judge.
 */
export const toResponseSchema = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => convert(key, value)));
