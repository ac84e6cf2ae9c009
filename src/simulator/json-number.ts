import type { JsonObject } from '../core/request.js';
import { toNumber } from '../protocols/json.js';

/** A number inside the bounds of the schema, the one nearest to 1; a multiple of `multipleOf`. */
export const instanceOfNumber = (schema: JsonObject, isInteger: boolean): number => {
  const stepSize = toNumber(schema['multipleOf']) ?? (isInteger ? 1 : undefined);
  const above = toNumber(schema['exclusiveMinimum']);
  const below = toNumber(schema['exclusiveMaximum']);
  const gap = stepSize ?? Math.min(1, above !== null && below !== null ? (below - above) / 2 : 1);
  const least = Math.max(toNumber(schema['minimum']) ?? -Infinity, above === null ? -Infinity : above + gap);
  const most = Math.min(toNumber(schema['maximum']) ?? Infinity, below === null ? Infinity : below - gap);
  const value = Math.max(least, Math.min(most, 1));
  if (stepSize === undefined) return value;
  const rounded = Math.ceil(value / stepSize) * stepSize;
  return rounded <= most ? rounded : Math.floor(most / stepSize) * stepSize;
};
