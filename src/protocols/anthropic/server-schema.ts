import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import { isObject, toArray, toObject } from '../json.js';
import { badRequest } from '../server-body.js';

const refuse = (path: string, problem: string): UadaError => badRequest(`output_config.format.${path}: ${problem}`, 'output_config.format');

const isOpen = (schema: unknown): boolean => {
  if (Array.isArray(schema)) return schema.some(isOpen);
  if (!isObject(schema)) return false;
  const types = typeof schema['type'] === 'string' ? [schema['type']] : toArray(schema['type']);
  if (types.includes('object') && schema['additionalProperties'] !== false) return true;
  const named = ['properties', '$defs', 'definitions'].flatMap((key) => Object.values(toObject(schema[key])));
  return [...named, schema['items'], schema['anyOf'], schema['oneOf'], schema['allOf']].some(isOpen);
};

/** The schema of a structured answer, whose objects must all be closed. */
export const readSchema = (body: JsonObject): JsonObject | undefined => {
  const { format } = toObject(body['output_config']);
  if (format === undefined || format === null) return undefined;
  if (toObject(format)['type'] !== 'json_schema') throw refuse('type', "Input should be 'json_schema'");
  const { schema } = toObject(format);
  if (!isObject(schema)) throw refuse('schema', 'Field required');
  if (isOpen(schema)) throw refuse('schema', "For 'object' type, 'additionalProperties' must be explicitly set to false");
  return schema;
};
