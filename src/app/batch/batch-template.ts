import { findNearest } from '../../core/did-you-mean.js';
import { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';

/** Fills its gaps with the values of a row. Throws a `usage` error for a column that the row does not have. */
export type Template = (row: JsonObject) => string;

const gap = /\{\{\s*([^{}]+?)\s*\}\}/g;

const toText = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
};

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A column by its name, else a member of a member by a path with dots. */
const find = (row: JsonObject, name: string): unknown => {
  if (Object.hasOwn(row, name)) return row[name];
  return name.split('.').reduce<unknown>((value, part) => (isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined), row);
};

const missing = (name: string, row: JsonObject): UadaError => {
  const names = Object.keys(row);
  const near = findNearest(name, names);
  return new UadaError('usage', `There is no column "${name}" for the template.`, {
    hint: near === undefined ? `The columns are ${names.slice(0, 20).join(', ')}.` : `Did you mean ${near}?`,
  });
};

/** A template whose gaps `{{column}}` stand for columns. Throws a `usage` error for one without a gap. */
export const createTemplate = (text: string): Template => {
  if (text.search(gap) < 0) throw new UadaError('usage', '--template has no {{column}} in it: every prompt would be the same.');
  return (row) => text.replace(gap, (_, name: string) => {
    const value = find(row, name);
    if (value === undefined) throw missing(name, row);
    return toText(value);
  });
};
