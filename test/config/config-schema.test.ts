import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../src/config/config-schema.js';
import { isProviderField } from '../../src/config/provider-config.js';
import { rowOf, settingNames } from '../../src/config/setting-rows.js';

const file = (name: string): string => readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8');
const validate = new Ajv({ strict: true, strictTypes: false, allErrors: true }).compile(configSchema());
const accepts = (toml: string): boolean => validate(JSON.parse(JSON.stringify(parse(toml))));

describe('the JSON Schema of config.toml', () => {
  it('in the package is the one that the settings make: run npm run schema', () => {
    expect(file('schemas/config.schema.json')).toBe(`${JSON.stringify(configSchema(), null, 2)}\n`);
  });

  it.each(settingNames.filter((name) => !rowOf(name).key.startsWith('providers.')))('knows %s under every key that the program reads', (name) => {
    const { key, otherKeys = [], type, default: value } = rowOf(name);
    const samples: Readonly<Record<string, unknown>> = { boolean: true, integer: 1, number: 1, string: 'a', duration: '5s', size: '5MB', list: ['a', 'b'], enum: type.words?.[0] };
    const good = value ?? samples[type.name];
    for (const spelling of [key, ...otherKeys]) {
      const [section = '', field] = spelling.split('.');
      const wrap = (content: unknown): unknown => (field === undefined ? { [section]: content } : { [section]: { [field]: content } });
      expect(validate(wrap(good)), spelling).toBe(true);
      expect(validate(wrap({ no: 1 })) && field !== undefined, spelling).toBe(false);
    }
  });

  it.each([
    'modle = "x"', 'temperature = "hot"', 'temperature = -1', 'max_retries = 101', 'max_retries = 1.5', 'color = "blue"', 'model = ""', 'cache = 3', '[cache]\nttl = true',
    '[cache]\ntl = "7d"', '[providers.openai]\nbase_ur = "x"', '[providers.openai]\nallow_http = "yes"', '[aliases]\nfast = "gpt"', '[templates.a]\nsystem = "x"',
  ])('refuses %j', (toml) => expect(accepts(toml)).toBe(false));

  it('accepts what README shows', () => {
    const blocks = [...file('README.md').matchAll(/```toml\n(.*?)```/gs)].map(([, toml = '']) => toml);
    expect(blocks.length).toBeGreaterThan(1);
    for (const toml of blocks) expect(accepts(toml), `${toml}\n${JSON.stringify(validate.errors)}`).toBe(true);
  });

  it('has the fields of a provider that the program has', () => {
    const { properties } = configSchema() as { properties: { providers: { additionalProperties: { properties: object } } } };
    const fields = Object.keys(properties.providers.additionalProperties.properties);
    expect(fields).toHaveLength(11);
    expect(fields.filter((field) => !isProviderField(field))).toEqual([]);
  });
});
