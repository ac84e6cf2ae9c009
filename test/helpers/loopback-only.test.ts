import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { takeWantedHosts } from './loopback-only.cjs';
import { runUada } from './run-uada.js';

/** What comes of a connection within a test. */
const tryTo = (host: string, port: number): Promise<string> => new Promise((resolve) => {
  const socket = connect({ host, port });
  socket.once('error', ({ message }) => resolve(message));
  socket.once('connect', () => {
    socket.destroy();
    resolve('connected');
  });
});

describe('another machine', () => {
  it.each([['a name', 'api.openai.com'], ['an address', '203.0.113.1'], ['an address of IPv6', '2001:db8::1']])('is not asked by a test: %s', async (_what, host) => {
    expect(await tryTo(host, 443)).toMatch(`wanted to ask ${host}`);
    expect(takeWantedHosts()).toEqual([host]);
  });

  it.each<readonly [what: string, words: readonly string[], host: string]>([
    ['a prompt', ['-p', 'openai', '--max-retries', '0', 'hi'], 'api.openai.com'],
    ['a list of models', ['models', '-p', 'cohere'], 'api.cohere.com'],
    ['threads of a load test', ['bench', '-m', 'groq/llama', '-n', '2', '--workers', '2'], 'api.groq.com'],
  ])('is not asked by a program that got no base URL: %s', async (_what, words, host) => {
    expect((await runUada(words)).exitCode).not.toBe(0);
    expect(new Set(takeWantedHosts())).toEqual(new Set([host]));
  });
});

describe('this machine', () => {
  it.each(['localhost', '127.0.0.1'])('is asked: %s', async (host) => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    expect(await tryTo(host, (server.address() as AddressInfo).port)).toBe('connected');
    expect(takeWantedHosts()).toEqual([]);
    server.close();
  });
});
