import type { JsonObject } from '../core/request.js';
import { isObject, toArray, toObject } from '../protocols/json.js';

/** The part of the document that a reference such as `#/$defs/step` points to (RFC 6901). */
const resolve = (reference: string, root: JsonObject): JsonObject => toObject(
  reference.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, part) => (Array.isArray(value) ? value[Number(part)] as unknown : toObject(value)[part]), root),
);

const without = (schema: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => !names.includes(name)));

/** Both schemas at once; where they speak of the same keyword, the left one is heard. */
const merge = (left: JsonObject, right: JsonObject): JsonObject => ({
  ...right,
  ...left,
  ...('properties' in left || 'properties' in right ? { properties: { ...toObject(right['properties']), ...toObject(left['properties']) } } : {}),
  ...('required' in left || 'required' in right ? { required: [...toArray(left['required']), ...toArray(right['required'])] } : {}),
});

const choose = (choices: readonly unknown[], prefersNull: boolean): JsonObject => {
  const none = prefersNull ? choices.find((choice) => isObject(choice) && choice['type'] === 'null') : undefined;
  return toObject(none ?? choices[0]);
};

const step = (schema: JsonObject, root: JsonObject, prefersNull: boolean): JsonObject | undefined => {
  if (typeof schema['$ref'] === 'string') return merge(without(schema, '$ref'), resolve(schema['$ref'], root));
  const [part, ...parts] = toArray(schema['allOf']);
  if (part !== undefined) return merge({ ...without(schema, 'allOf'), ...(parts.length > 0 ? { allOf: parts } : {}) }, toObject(part));
  const choices = [...toArray(schema['anyOf']), ...toArray(schema['oneOf'])];
  return choices.length > 0 ? merge(without(schema, 'anyOf', 'oneOf'), choose(choices, prefersNull)) : undefined;
};

/** References that point in a circle are given up after so many steps. */
const mostSteps = 64;

/** The schema behind references, `allOf` and alternatives: one that says itself what to build. */
export const settleSchema = (schema: JsonObject, root: JsonObject, prefersNull: boolean): JsonObject => {
  let settled = schema;
  for (let count = 0; count < mostSteps; count += 1) {
    const next = step(settled, root, prefersNull);
    if (next === undefined) return settled;
    settled = next;
  }
  return without(settled, '$ref', 'allOf', 'anyOf', 'oneOf');
};
