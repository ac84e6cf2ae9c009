import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { collectFlags } from '../../src/config/flags.js';
import { rowOf, settingNames } from '../../src/config/setting-rows.js';

describe('collectFlags', () => {
  it('takes what stands on the command line and leaves what commander added', () => {
    const options = { maxTokens: '10', cache: true, stream: false, timeout: '5s', stop: ['a', 'b'], unrelated: 1 };
    const given = new Set(['maxTokens', 'stream', 'timeout', 'stop', 'unrelated']);
    expect(collectFlags(options, (option) => given.has(option))).toEqual({
      maxTokens: '10', stream: false, timeoutMs: '5s', stop: ['a', 'b'],
    });
  });

  it.each(settingNames.filter((name) => rowOf(name).flag !== undefined))('knows the flag of %s by the name that commander gives it', (name) => {
    const option = new Option(rowOf(name).flag ?? '').attributeName();
    expect(collectFlags({ [option]: 'x' }, () => true)).toEqual({ [name]: 'x' });
  });
});
