import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UadaError } from '../../src/core/errors.js';
import { emptyConfig } from '../../src/config/config.js';
import type { Config } from '../../src/config/config.js';
import { resolveSettings } from '../../src/config/settings.js';
import type { ResolvedSettings, SettingInput } from '../../src/config/settings.js';
import { describeSource } from '../../src/config/setting-source.js';

const resolve = (given: Partial<SettingInput>): ResolvedSettings =>
  resolveSettings({ environment: {}, file: emptyConfig, flags: {}, ...given });

const fileWith = (settings: Config['settings'], settingKeys: Config['settingKeys'] = {}): Config =>
  ({ ...emptyConfig, path: '/etc/config.toml', settings, settingKeys });

const failureOf = (given: Partial<SettingInput>): UadaError => {
  try {
    resolve(given);
  } catch (error) {
    if (error instanceof UadaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('resolveSettings', () => {
  it('gives the defaults when nobody sets anything', () => {
    const { values, sources } = resolve({});
    expect(values).toMatchObject({
      stream: true, format: 'text', cache: true, history: true, stdin: true, stdinWaitMs: 5000, color: 'auto', quiet: false,
    });
    expect(values.model).toBeUndefined();
    expect(values.temperature).toBeUndefined();
    expect(new Set(Object.values(sources).map(describeSource))).toEqual(new Set(['default']));
  });

  it('lets the flag win over the variable, the variable over the file, the file over the default', () => {
    fc.assert(fc.property(
      fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      fc.option(fc.integer({ min: 10, max: 19 }), { nil: undefined }),
      fc.option(fc.integer({ min: 20, max: 29 }), { nil: undefined }),
      (flag, variable, file) => {
        const { values, sources } = resolve({
          flags: { maxRetries: flag === undefined ? undefined : String(flag) },
          environment: variable === undefined ? {} : { UADA_MAX_RETRIES: String(variable) },
          file: file === undefined ? emptyConfig : fileWith({ maxRetries: file }),
        });
        expect(values.maxRetries).toBe(flag ?? variable ?? file ?? 2);
        const source = flag !== undefined ? '--max-retries' : variable !== undefined ? 'UADA_MAX_RETRIES'
          : file !== undefined ? '/etc/config.toml' : 'default';
        expect(describeSource(sources.maxRetries)).toBe(source);
      },
    ));
  });

  it('keeps a false, a zero and an empty-looking value of a stronger source', () => {
    const { values } = resolve({
      flags: { cache: false, temperature: 0, maxRetries: '0' },
      environment: { UADA_CACHE: 'true', UADA_TEMPERATURE: '1', UADA_MAX_RETRIES: '5', UADA_HISTORY: 'no' },
      file: fileWith({ cache: true, temperature: 2, maxRetries: 7, history: true }),
    });
    expect(values).toMatchObject({ cache: false, temperature: 0, maxRetries: 0, history: false });
  });

  it('takes an empty or blank variable as not set', () => {
    const { values } = resolve({ environment: { UADA_MODEL: '', UADA_TIMEOUT: '  ', UADA_CACHE: '', UADA_STOP: '' } });
    expect(values).toMatchObject({ model: undefined, timeoutMs: 1_800_000, cache: true, stop: undefined });
  });

  it('keeps the blanks of a stop text and a system prompt', () => {
    const { values } = resolve({ environment: { UADA_STOP: '\n\n', UADA_SYSTEM: ' Be brief.\n' }, flags: {} });
    expect(values).toMatchObject({ stop: ['\n\n'], system: ' Be brief.\n' });
  });

  it('joins a repeated flag, and does not split a stop text at its commas', () => {
    const { values } = resolve({ flags: { stop: ['a,b', 'c'], fallback: ['groq/x, openai/y', 'cohere/z'] } });
    expect(values.stop).toEqual(['a,b', 'c']);
    expect(values.fallback).toEqual(['groq/x', 'openai/y', 'cohere/z']);
  });

  it('takes several stop texts of a variable as a JSON array', () => {
    expect(resolve({ environment: { UADA_STOP: '["END", ", "]' } }).values.stop).toEqual(['END', ', ']);
    expect(resolve({ environment: { UADA_STOP: '[END' } }).values.stop).toEqual(['[END']);
  });

  it.each([
    [{ flags: { timeoutMs: 'soon' } }, '--timeout must be a duration such as 500ms, 30s, 5m, 2h or 7d, or a plain number of seconds; it is "soon".'],
    [{ environment: { UADA_MAX_TOKENS: '0' } }, 'UADA_MAX_TOKENS must be a whole number of at least 1; it is "0".'],
    [{ environment: { UADA_TOP_P: '1.5' } }, 'UADA_TOP_P must be a number from 0 to 1; it is "1.5".'],
    [{ environment: { UADA_STREAM: 'maybe' } }, 'UADA_STREAM must be true or false; it is "maybe".'],
    [{ flags: { reasoning: 'hihg' } }, '--reasoning must be none, low, medium or high (did you mean high?); it is "hihg".'],
    [{ flags: { format: 'xml' } }, '--format must be text, json or ndjson; it is "xml".'],
    [{ flags: { seed: '1.5' } }, '--seed must be a whole number; it is "1.5".'],
    [{ flags: { model: '' } }, '--model must not be empty; it is "".'],
    [{ flags: { timeoutMs: '60d' } }, '--timeout must be at most 24d; it is "60d".'],
    [{ flags: { stdinWaitMs: '30d' } }, '--stdin-wait must be at most 24d; it is "30d".'],
    [{ environment: { UADA_CACHE_URL_TIMEOUT: '30d' } }, 'UADA_CACHE_URL_TIMEOUT must be at most 24d; it is "30d".'],
    [{ flags: { model: ['a/b', 'c/d'] } }, '--model can be given only once.'],
  ])('names the source and what is allowed: %j', (given, message) => {
    const error = failureOf(given);
    expect(error.message).toBe(message);
    expect(error.exitCode).toBe(2);
  });

  it('repeats nothing of an address, which may hold a password', () => {
    expect(failureOf({ environment: { UADA_CACHE_URL: 'mysql://me:hunter2@host' } }).message).not.toContain('hunter2');
    expect(failureOf({ flags: { baseUrl: 'ftp://me:hunter2@host' } }).message).not.toContain('hunter2');
  });

  it('shows a value from outside on one line and without control characters', () => {
    const { message } = failureOf({ flags: { timeoutMs: `\u001b[2J\n\u202e${'x'.repeat(500)}` } });
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.length).toBeLessThan(250);
  });

  it('does not look at a weaker source once a stronger one has decided', () => {
    expect(resolve({ flags: { timeoutMs: '5' }, environment: { UADA_TIMEOUT: 'nonsense' } }).values.timeoutMs).toBe(5000);
  });

  it.each([
    ['--json over a format in the file', { flags: { json: true }, file: fileWith({ format: 'ndjson' }) }, 'json', '--json'],
    ['--format text over UADA_JSON', { flags: { format: 'text' }, environment: { UADA_JSON: '1' } }, 'text', '--format'],
    ['UADA_FORMAT over json in the file', { environment: { UADA_FORMAT: 'ndjson' }, file: fileWith({ json: true }) }, 'ndjson', 'UADA_FORMAT'],
    ['--json beside --format', { flags: { json: true, format: 'text' } }, 'json', '--json'],
    ['--format json alone', { flags: { format: 'json' } }, 'json', '--format'],
    ['a false json beside a format in the file', { flags: { json: false }, file: fileWith({ format: 'ndjson' }) }, 'ndjson', '/etc/config.toml'],
    ['text by default', {}, 'text', 'default'],
  ] satisfies [string, Partial<SettingInput>, string, string][])('makes json and format agree: %s', (_, given, format, source) => {
    const { values, sources } = resolve(given);
    expect([values.format, values.json, describeSource(sources.format)]).toEqual([format, format === 'json', source]);
  });
});
