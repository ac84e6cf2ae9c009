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

/** A field that may be missing but, when present, is a number. */
export const optionalNumber = (body: JsonObject, field: string): number | undefined => {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const number = toNumber(value);
  if (number === null) throw badRequest(`\`${field}\` must be a number.`, field);
  return number;
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
