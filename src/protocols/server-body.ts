import { UadaError } from '../core/errors.js';
import type { JsonObject } from '../core/request.js';
import { isObject, parseJson, toNumber } from './json.js';

/** The error a server raises for a request body it cannot accept. */
export const badRequest = (message: string, parameter?: string): UadaError =>
  new UadaError('usage', message, parameter === undefined ? {} : { code: parameter });

/** The request body as an object, or a `usage` error. */
export const readBody = (body: string): JsonObject => {
  const value = parseJson(body);
  if (!isObject(value)) throw badRequest('The request body is not a JSON object.');
  return value;
};

/** What a number must be besides a number. */
export type NumberRange = { readonly min?: number; readonly max?: number; readonly isInteger?: boolean };

const problemOf = (number: number, { min, max, isInteger = false }: NumberRange): string | undefined => {
  if (isInteger && !Number.isInteger(number)) return 'must be a whole number';
  if (min !== undefined && number < min) return `must be at least ${min}`;
  return max !== undefined && number > max ? `must be at most ${max}` : undefined;
};

/** A field that may be missing but, when present, is a number in the range. */
export const optionalNumber = (body: JsonObject, field: string, range: NumberRange = {}): number | undefined => {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  const problem = number === null ? 'must be a number' : problemOf(number, range);
  if (number === null || problem !== undefined) throw badRequest(`\`${field}\` ${problem ?? 'must be a number'}.`, field);
  return number;
};

/** A field that may be missing but, when present, is true or false. */
export const optionalBoolean = (body: JsonObject, field: string): boolean | undefined => {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw badRequest(`\`${field}\` must be true or false.`, field);
  return value;
};

/** True for a value that asks for nothing: null, false, 0, '', [] and {}. */
const asksNothing = (value: unknown): boolean =>
  !value || (Array.isArray(value) ? value.length === 0 : typeof value === 'object' && Object.keys(value).length === 0);

/** Refuses fields that a `ChatRequest` cannot carry, unless they ask for nothing. */
export const refuseFields = (body: JsonObject, fields: readonly string[]): void => {
  const refused = fields.find((field) => !asksNothing(body[field]));
  if (refused !== undefined) throw badRequest(`\`${refused}\` is not supported here.`, refused);
};

/** A field that may be missing, a string or a list of strings. */
export const optionalStrings = (body: JsonObject, field: string): readonly string[] | undefined => {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const list = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw badRequest(`\`${field}\` must be a string or a list of strings.`, field);
  return list;
};

/** The model a request names. */
export const requiredModel = (body: JsonObject): string => {
  const { model } = body;
  if (typeof model !== 'string' || model === '') throw badRequest('`model` is required.', 'model');
  return model;
};

/** A `data:` URL as an image part; undefined for any other address. */
export const parseDataUrl = (url: string): { readonly type: 'image'; readonly mediaType: string; readonly base64: string } | undefined => {
  const match = /^data:([^;,]+);base64,(.*)$/s.exec(url);
  return match?.[1] === undefined || match[2] === undefined ? undefined : { type: 'image', mediaType: match[1], base64: match[2] };
};
