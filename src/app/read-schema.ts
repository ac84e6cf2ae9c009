import { UadaError } from '../core/errors.js';
import type { JsonObject } from '../core/request.js';

const parse = (text: string, place: string): JsonObject => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UadaError('usage', `${place} is not valid JSON: ${(error as Error).message.replace(/\s+/g, ' ')}.`, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UadaError('usage', `${place} must be a JSON Schema, an object such as {"type":"object","properties":{…}}.`);
  }
  return value as JsonObject;
};

/** The schema after `--schema`: the JSON itself when it begins with a brace, else the file of that name. */
export const readSchema = async (text: string): Promise<JsonObject> => {
  if (text.trimStart().startsWith('{')) return parse(text, 'The schema after --schema');
  const { readInputFile } = await import('./input/read-file.js');
  return parse((await readInputFile(text, '--schema')).toString('utf8'), `The schema file ${text}`);
};
