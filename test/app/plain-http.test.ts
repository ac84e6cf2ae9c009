import { describe, expect, it } from 'vitest';
import { isOpenToReaders, plainHttpError } from '../../src/app/plain-http.js';

describe('isOpenToReaders', () => {
  it.each([
    'https://api.example', 'https://10.0.0.1', 'http://localhost:8000/v1', 'http://LOCALHOST', 'http://localhost.', 'http://a.b.localhost', 'http://127.0.0.1:1',
    'http://127.255.3.4', 'http://127.1', 'http://0x7f.1', 'http://2130706433', 'http://[::1]:80', 'http://[0:0:0:0:0:0:0:1]', 'http://[::ffff:127.0.0.1]',
  ])('is false for %s', (address) => {
    expect(isOpenToReaders(address)).toBe(false);
  });

  it.each([
    'http://api.example', 'http://10.0.0.1', 'http://192.168.1.5:11434', 'http://localhost.example', 'http://notlocalhost', 'http://127.0.0.1.example',
    'http://128.0.0.1', 'http://[::2]', 'http://[fe80::1]', 'http://0.0.0.0', 'http://user@10.0.0.1', 'http://localhost@10.0.0.1', 'http://host.local',
  ])('is true for %s', (address) => {
    expect(isOpenToReaders(address)).toBe(true);
  });
});

it('names the host and the three ways to allow it', () => {
  const error = plainHttpError('openai', 'http://10.0.0.1:8000/v1');
  expect(error.kind).toBe('usage');
  expect(error.message).toContain('10.0.0.1:8000');
  expect(error.hint).toMatch(/https.*--allow-http.*UADA_ALLOW_HTTP=1.*allow_http = true.*\[providers\.openai\]/);
});
