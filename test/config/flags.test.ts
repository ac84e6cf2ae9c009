import { describe, expect, it } from 'vitest';
import { collectFlags, optionNameOf } from '../../src/config/flags.js';

describe('collectFlags', () => {
  it('takes what stands on the command line and leaves what commander added', () => {
    const options = { maxTokens: '10', cache: true, stream: false, timeout: '5s', stop: ['a', 'b'], unrelated: 1 };
    const given = new Set(['maxTokens', 'stream', 'timeout', 'stop', 'unrelated']);
    expect(collectFlags(options, (option) => given.has(option))).toEqual({
      maxTokens: '10', stream: false, timeoutMs: '5s', stop: ['a', 'b'],
    });
  });
});

it.each([['--max-tokens', 'maxTokens'], ['--no-cache', 'cache'], ['--http2', 'http2'], ['--first-token-timeout', 'firstTokenTimeout']])(
  'commander calls %s %s', (flag, option) => {
    expect(optionNameOf(flag)).toBe(option);
  });
