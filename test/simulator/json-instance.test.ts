import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/request.js';
import { createJsonInstance } from '../../src/simulator/json-instance.js';

const cases: readonly (readonly [what: string, schema: JsonObject, instance: unknown])[] = [
  ['a constant', { const: { a: [1] } }, { a: [1] }],
  ['the first of an enum', { enum: ['red', 'green'] }, 'red'],
  ['null', { type: 'null' }, null],
  ['a boolean', { type: 'boolean' }, true],
  ['a type that may be null', { type: ['null', 'integer'] }, 1],
  ['the first alternative', { anyOf: [{ type: 'integer', minimum: 3 }, { type: 'string' }] }, 3],
  ['one of several', { oneOf: [{ const: 'a' }, { const: 'b' }] }, 'a'],
  ['all parts at once', { allOf: [{ type: 'object', properties: { a: { const: 1 } }, required: ['a'] }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
  ['a reference', { $ref: '#/$defs/kind', $defs: { kind: { const: 'k' } } }, 'k'],
  ['a reference with escapes', { $ref: '#/definitions/a~1b~0c', definitions: { 'a/b~c': { const: 1 } } }, 1],
  ['a required property that nobody described', { type: 'object', required: ['x'] }, { x: 'simulated' }],
  ['an object that only lists properties', { properties: { x: { type: 'integer' } } }, { x: 1 }],
  ['a tuple', { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], items: { const: 3 }, minItems: 3 }, [1, 2, 3]],
  ['an array that must be empty', { type: 'array', maxItems: 0, items: { type: 'string' } }, []],
  ['an integer above an open bound', { type: 'integer', exclusiveMinimum: 5 }, 6],
  ['an integer below an open bound', { type: 'integer', exclusiveMaximum: -5 }, -6],
  ['a multiple', { type: 'integer', minimum: 10, multipleOf: 7 }, 14],
  ['a number between open bounds', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.5 }, 0.25],
  ['a date', { type: 'string', format: 'date' }, '2026-01-31'],
  ['a string of a pattern', { type: 'string', pattern: '^[A-Z]{3}$' }, 'ABC'],
  ['a string of a length', { type: 'string', minLength: 12, maxLength: 12 }, 'simulated si'],
  ['a short string', { type: 'string', maxLength: 3 }, 'sim'],
  ['anything', {}, 'simulated'],
];

/** A judge of its own for the part of JSON Schema that the property test uses. */
const isValid = (value: unknown, schema: JsonObject): boolean => {
  const bound = (name: string, otherwise: number): number => (schema[name] as number | undefined) ?? otherwise;
  if (schema['enum'] !== undefined) return (schema['enum'] as unknown[]).includes(value);
  if (schema['anyOf'] !== undefined) return (schema['anyOf'] as JsonObject[]).some((part) => isValid(value, part));
  switch (schema['type']) {
    case 'integer': return Number.isInteger(value) && (value as number) >= bound('minimum', -Infinity) && (value as number) <= bound('maximum', Infinity);
    case 'string': return typeof value === 'string' && value.length >= bound('minLength', 0) && value.length <= bound('maxLength', Infinity);
    case 'boolean': return typeof value === 'boolean';
    case 'null': return value === null;
    case 'array': return Array.isArray(value) && value.length >= bound('minItems', 0) && value.length <= bound('maxItems', Infinity)
      && value.every((item) => isValid(item, schema['items'] as JsonObject));
    default: {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const properties = schema['properties'] as Record<string, JsonObject>;
      return (schema['required'] as string[]).every((name) => name in value)
        && Object.entries(value).every(([name, part]) => properties[name] !== undefined && isValid(part, properties[name]));
    }
  }
};

const span = (low: string, high: string, most: number) => fastCheck.tuple(fastCheck.nat(most), fastCheck.nat(most))
  .map(([left, right]) => ({ [low]: Math.min(left, right), [high]: Math.max(left, right) }));

const { schema: anySchema } = fastCheck.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fastCheck.oneof({ maxDepth: 4 },
    fastCheck.constantFrom<JsonObject>({ type: 'boolean' }, { type: 'null' }, { enum: ['a', 1, null] }),
    span('minimum', 'maximum', 50).map((bounds) => ({ type: 'integer', ...bounds })),
    span('minLength', 'maxLength', 40).map((bounds) => ({ type: 'string', ...bounds })),
    fastCheck.tuple(span('minItems', 'maxItems', 3), tie('schema')).map(([bounds, items]) => ({ type: 'array', items, ...bounds })),
    fastCheck.array(tie('schema'), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
    fastCheck.dictionary(fastCheck.constantFrom('a', 'b', 'c', '__proto__'), tie('schema')).map((properties) => (
      { type: 'object', properties, required: Object.keys(properties).filter((_, index) => index % 2 === 0), additionalProperties: false })),
  ),
}));

describe('an instance of a JSON schema', () => {
  it.each(cases)('can be %s', (_, schema, instance) => {
    expect(createJsonInstance(schema)).toEqual(instance);
  });

  it('satisfies the schema (seed 11)', () => {
    fastCheck.assert(fastCheck.property(anySchema, (schema) => isValid(JSON.parse(JSON.stringify(createJsonInstance(schema))), schema)), { seed: 11, numRuns: 1_000 });
  });

  it('ends when a schema contains itself', () => {
    const tree = { type: 'object', properties: { value: { const: 1 }, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } }, required: ['value', 'next'] };
    expect(JSON.stringify(createJsonInstance(tree))).toMatch(/\{"value":1,"next":null\}\}+$/);
  });

  it.each<readonly [string, JsonObject]>([
    ['demands itself', { type: 'object', properties: { a: { $ref: '#' }, b: { $ref: '#' } }, required: ['a', 'b'] }],
    ['refers to itself', { $ref: '#' }],
    ['demands more than there is room for', { type: 'array', minItems: 1e9, items: { type: 'array', minItems: 1e9, items: {} } }],
    ['points nowhere', { $ref: '#/$defs/missing' }],
    ['points elsewhere', { $ref: 'https://example.com/schema.json' }],
    ['is a list', { allOf: 'x', anyOf: 3, properties: [], items: null, enum: {}, required: 'x' }],
  ])('comes to an end when the schema %s', (_, schema) => {
    expect(JSON.stringify(createJsonInstance(schema)).length).toBeLessThan(1_000_000);
  });
});
