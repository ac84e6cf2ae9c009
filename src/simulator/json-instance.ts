import type { JsonObject } from '../core/request.js';
import { isObject, toArray, toNumber, toObject } from '../protocols/json.js';
import { instanceOfNumber } from './json-number.js';
import { instanceOfString } from './json-string.js';
import { settleSchema } from './settle-schema.js';

/** Optional parts are filled in down to here; below it only what the schema demands. */
const optionalDepth = 4;
/** A schema that demands itself would never end. */
const deepest = 32;
const mostValues = 5_000;

type Scope = { readonly root: JsonObject; readonly depth: number; readonly spent: { values: number } };

const deeper = (scope: Scope): Scope => ({ ...scope, depth: scope.depth + 1 });

const typeOf = (schema: JsonObject): string => {
  const type = Array.isArray(schema['type']) ? toArray(schema['type']).find((name) => name !== 'null') : schema['type'];
  if (typeof type === 'string') return type;
  const has = (...names: readonly string[]): boolean => names.some((name) => schema[name] !== undefined);
  if (has('properties', 'required', 'additionalProperties')) return 'object';
  if (has('items', 'prefixItems', 'minItems')) return 'array';
  return has('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf') ? 'number' : 'string';
};

const instanceOfObject = (schema: JsonObject, scope: Scope): JsonObject => {
  const properties = toObject(schema['properties']);
  const required = toArray(schema['required']).filter((name) => typeof name === 'string');
  const listed = Object.keys(properties).filter((name) => scope.depth < optionalDepth || required.includes(name));
  return Object.fromEntries([...new Set([...listed, ...required])].map((name) => [name, instanceOf(properties[name], deeper(scope))]));
};

const instanceOfArray = (schema: JsonObject, scope: Scope): readonly unknown[] => {
  const first = toArray(schema['prefixItems']);
  const least = toNumber(schema['minItems']) ?? 0;
  const wanted = scope.depth < optionalDepth ? Math.max(least, first.length, 1) : least;
  const count = Math.min(wanted, toNumber(schema['maxItems']) ?? Infinity, mostValues);
  return Array.from({ length: count }, (_, index) => instanceOf(first[index] ?? schema['items'], deeper(scope)));
};

const instanceOfType = (schema: JsonObject, scope: Scope): unknown => {
  switch (typeOf(schema)) {
    case 'object': return instanceOfObject(schema, scope);
    case 'array': return instanceOfArray(schema, scope);
    case 'integer': return instanceOfNumber(schema, true);
    case 'number': return instanceOfNumber(schema, false);
    case 'boolean': return true;
    case 'null': return null;
    default: return instanceOfString(schema);
  }
};

const instanceOf = (value: unknown, scope: Scope): unknown => {
  scope.spent.values += 1;
  if (scope.depth > deepest || scope.spent.values > mostValues) return null;
  const schema = settleSchema(toObject(value), scope.root, scope.depth >= optionalDepth);
  if ('const' in schema) return schema['const'];
  const allowed = toArray(schema['enum']);
  return allowed.length > 0 ? allowed[0] : instanceOfType(schema, scope);
};

/**
 * A small JSON value that satisfies the schema, in the part of JSON Schema that vendors accept: types, properties,
 * items, enum, const, bounds, formats, `$ref` inside the document, `allOf`, the first of `anyOf` and `oneOf`.
 */
export const createJsonInstance = (schema: JsonObject): unknown =>
  instanceOf(schema, { root: isObject(schema) ? schema : {}, depth: 0, spent: { values: 0 } });
