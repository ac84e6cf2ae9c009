import { describe, expect, it } from 'vitest';
import { takeLogin } from '../../src/app/url-login.js';
import { redact } from '../../src/core/secret.js';
import { isOllamaCloud } from '../../src/providers/ollama-cloud.js';

describe('a login in an address', () => {
  it('goes into a header, and the redactor knows it', () => {
    const { baseUrl, headers } = takeLogin('https://me:p%40ssword1@host.example/v1');
    expect(baseUrl).toBe('https://host.example/v1');
    expect(headers).toEqual({ authorization: `Basic ${Buffer.from('me:p@ssword1').toString('base64')}` });
    expect(redact('at https://me:p%40ssword1@host and p@ssword1')).not.toMatch(/p(%40|@)ssword1/);
  });

  it('is taken as it is written where a percent sign encodes nothing', () => {
    const { baseUrl, headers } = takeLogin('http://me:100%sure-thing@host.example/v1');
    expect(baseUrl).toBe('http://host.example/v1');
    expect(headers).toEqual({ authorization: `Basic ${Buffer.from('me:100%sure-thing').toString('base64')}` });
    expect(redact('it is 100%sure-thing')).not.toContain('sure-thing');
  });

  it('is not made up where there is none', () => {
    expect(takeLogin('http://host:1/v1')).toEqual({ baseUrl: 'http://host:1/v1', headers: {} });
  });
});

describe('the key of ollama.com', () => {
  it.each([
    ['https://ollama.com', true], ['http://ollama.com', false], ['https://ollama.com.evil.example', false], ['https://ollama.com:8443', false],
    ['https://evil.example/https://ollama.com', false], ['http://127.0.0.1:11434', false],
  ])('%s may see it: %s', (baseUrl, may) => {
    expect(isOllamaCloud(baseUrl)).toBe(may);
  });
});
