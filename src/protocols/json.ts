import type { JsonObject } from '../core/request.js';

/** The parsed text, or undefined when it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** True for a JSON object, false for arrays and null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True for a field that is there and not null. */
export const isSet = (value: unknown): boolean => value !== undefined && value !== null;

// Made once: whoever reads a stream asks for them with every event.
const emptyObject: JsonObject = Object.freeze({});
const emptyList: readonly unknown[] = Object.freeze([]);

/** The value as an object; an empty one when it is anything else. */
export const toObject = (value: unknown): JsonObject => (isObject(value) ? value : emptyObject);

/** The value as a list; an empty one when it is anything else. */
export const toArray = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : emptyList);

/** The value as a string; '' when it is anything else. */
export const toText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The value as a finite number, else null. */
export const toNumber = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** A copy without the fields whose value is undefined, for request bodies. */
export const withoutUndefined = (fields: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** A copy without the named fields. */
export const withoutFields = (fields: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
