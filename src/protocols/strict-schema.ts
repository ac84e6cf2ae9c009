import type { JsonObject } from '../core/request.js';
import { isObject, toArray, toObject } from './json.js';

const isClosedObject = (schema: JsonObject): boolean => {
  const required = toArray(schema['required']);
  return schema['additionalProperties'] === false && Object.keys(toObject(schema['properties'])).every((name) => required.includes(name));
};

const isObjectSchema = (schema: JsonObject): boolean =>
  schema['properties'] !== undefined || schema['type'] === 'object' || toArray(schema['type']).includes('object');

const children = (schema: JsonObject): readonly unknown[] => [
  ...['properties', '$defs', 'definitions'].flatMap((key) => Object.values(toObject(schema[key]))),
  schema['items'], ...toArray(schema['anyOf']),
];

/**
 * True when a schema keeps the rules of OpenAI's strict mode: every object is closed and requires all its
 * properties. Strict mode refuses any other schema outright (OpenAI, "Structured Outputs").
 */
export const isStrictSchema = (schema: JsonObject): boolean =>
  (!isObjectSchema(schema) || isClosedObject(schema)) && children(schema).filter(isObject).every(isStrictSchema);
