import { describe, expect, it } from 'vitest';
import { parseSetting } from '../../src/config/setting.js';
import { rowOf, settingNames } from '../../src/config/setting-rows.js';

const completeFlags = [
  'provider', 'model', 'system', 'file', 'temperature', 'top-p', 'max-tokens', 'stop', 'seed', 'reasoning', 'show-reasoning', 'schema',
  'code', 'json', 'format', 'output', 'raw', 'no-stream', 'quiet', 'usage', 'continue', 'session', 'no-cache', 'refresh', 'cache-only',
  'cache-ttl', 'cache-length-stops', 'no-history', 'fallback', 'race', 'timeout', 'connect-timeout', 'first-token-timeout', 'idle-timeout', 'max-retries',
  'max-cost', 'no-stdin', 'stdin-wait', 'strict', 'dry-run', 'base-url', 'http2', 'ca-cert', 'allow-http', 'color', 'theme', 'screen-reader', 'unsafe-raw', 'verbose', 'debug', 'template', 'var',
];

/** Of commands that send more than one request. */
const otherFlags = ['requests-per-minute', 'tokens-per-minute', 'concurrency'];

describe('the table of settings', () => {
  it('has a row for every flag of complete but --mock', () => {
    const flags = settingNames.map((name) => rowOf(name).flag).filter((flag) => flag !== undefined);
    expect(flags.toSorted()).toEqual([...completeFlags, ...otherFlags].map((flag) => `--${flag}`).toSorted());
  });

  it('names the variable of a flag after the flag', () => {
    for (const name of settingNames) {
      const { flag, variable } = rowOf(name);
      if (flag !== undefined) expect(variable).toBe(`UADA_${flag.replace(/^--(no-)?/, '').replaceAll('-', '_').toUpperCase()}`);
    }
  });

  it('uses no variable and no config key twice', () => {
    const variables = settingNames.map((name) => rowOf(name).variable);
    const keys = settingNames.flatMap((name) => [rowOf(name).key, ...rowOf(name).otherKeys ?? []]);
    expect(new Set(variables).size).toBe(variables.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(settingNames)('%s has a one-line description and a default that its own spelling gives back', (name) => {
    const row = rowOf(name);
    expect(row.description).toMatch(/^\S[^\n]{10,110}[^.\s]$/);
    if (row.default !== undefined) {
      expect(parseSetting(row, row.type.format(row.default), { kind: 'default' })).toEqual(row.default);
    }
  });
});
