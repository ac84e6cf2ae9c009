import type { JsonObject } from '../../core/request.js';
import { isObject } from '../json.js';

const isObjectType = (schema: JsonObject): boolean => {
  const { type } = schema;
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || (type === undefined && isObject(schema['properties']));
};

const closeEach = (value: unknown): unknown => (Array.isArray(value) ? value.map(close) : close(value));

const closeNamed = (value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, close(schema)])) : value;

// `allOf` is left out on purpose: closing each of its branches would make them contradict each other.
const inside = new Map<string, (value: unknown) => unknown>(Object.entries({
  properties: closeNamed, $defs: closeNamed, definitions: closeNamed, items: closeEach, anyOf: closeEach, oneOf: closeEach,
}));

const close = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  const closed = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inside.get(key)?.(part) ?? part]));
  return isObjectType(value) && !('additionalProperties' in value) ? { ...closed, additionalProperties: false } : closed;
};

/**
 * The schema with `additionalProperties: false` on every object that does not say, and without `$schema`:
 * Anthropic demands the first and has no use for the second. What satisfies the result satisfies the
 * original; everything else is left for the server to judge.
 */
export const toClosedSchema = (schema: JsonObject): JsonObject =>
  close(Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema'))) as JsonObject;
