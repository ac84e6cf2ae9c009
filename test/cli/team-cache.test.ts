import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noKeys } from '../helpers/canaries.js';
import { runAndListFiles } from '../helpers/loaded-files.js';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';
import { temporaryDirectory } from '../store/temporary-directory.js';
import type { RedisServer } from '../store/team/redis-server.js';
import { redisPassword, startRedis } from '../store/team/redis-server.js';
import { describeWith, freePort } from '../store/team/system-servers.js';
import { listen } from '../transport/loopback.js';

const prompt = ['complete', '--mock=text=It is simulated.', '-p', 'openai', '-q', 'hi'];

/** One person of a team: a data directory of their own, the server of all. */
const run = (words: readonly string[], url: string, env: Readonly<Record<string, string | undefined>> = {}): Promise<Finished> =>
  runUada(words, { env: { UADA_DATA_DIR: temporaryDirectory(), UADA_CACHE_URL: url, ...env } });

const server = await useScriptedServer(say('one'), say('two'));

const patient = { UADA_CACHE_URL_TIMEOUT: '10s' };

describe('a team cache that cannot be used', () => {
  it.each([
    ['nothing listens', async () => `redis://me:canary-secret@127.0.0.1:${await freePort()}`, 'nothing listens there'],
    ['nothing listens', async () => `redis://me:canary-secret@127.0.0.1:${await freePort()},localhost:${await freePort()}`, 'nothing listens there'],
    ['nothing listens', async () => `postgres://me:canary-secret@127.0.0.1:${await freePort()}/db`, 'nothing listens there'],
    ['nobody says a word', async () => `redis://:canary-secret@127.0.0.1:${await listen(createServer())}`, 'no answer within 250 ms'],
    ['nobody says a word', async () => `postgresql://me:canary-secret@127.0.0.1:${await listen(createServer())}/db`, 'no answer within 250 ms'],
    ['something else answers', async () => `redis://:canary-secret@127.0.0.1:${await listen(createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n')))}`, 'is not used'],
  ])('changes neither answer nor exit code and is told once: %s [C19]', async (_title, urlOf, reason) => {
    const { exitCode, stdout, stderr } = await run(prompt, await urlOf());
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'It is simulated.' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/^uada: The team cache (redis|postgres):\/\/127\.0\.0\.1:\d+\S* is not used: /)]);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('canary');
  });

  it('is a miss under --cache-only', async () => {
    expect(await run([...prompt, '--cache-only'], `redis://127.0.0.1:${await freePort()}`)).toMatchObject({ exitCode: 8, stdout: '' });
  });

  it('is not looked at with --no-cache', async () => {
    expect(await run([...prompt, '--no-cache'], `redis://127.0.0.1:${await freePort()}`)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each(['mysql://h', 'redis://', 'redis://h:port', 'redis://h?x=1', 'redis://a b', 'rediss://:canary-secret@h/x'])('is a usage error when its address is %s', async (url) => {
    const { exitCode, stderr } = await run(prompt, url);
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('must be an address such as redis://host:6379') });
    expect(stderr).not.toContain('canary');
  });

  it('is said by stats not to be reachable, and refuses to be cleared', async () => {
    const url = `redis://:canary-secret@127.0.0.1:${await freePort()}`;
    const stats = await run(['cache', 'stats', '--json'], url);
    expect(JSON.parse(stats.stdout)).toMatchObject({ team: { reachable: false, latency_ms: null, problem: 'nothing listens there' } });
    expect(stats).toMatchObject({ exitCode: 0, stdout: expect.not.stringContaining('canary') });
    expect(await run(['cache', 'clear', '--team'], url)).toMatchObject({ exitCode: 6, stderr: expect.stringContaining('was not cleared: nothing listens there') });
  });
});

describeWith(['redis-server', 'redis-cli'], 'people who share a cache', () => {
  let redis: RedisServer;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());

  it('get what one of them asked, with its age and without asking', async () => {
    const first = await run([...prompt, '--json'], redis.url, patient);
    const second = await run([...prompt, '--json'], redis.url, patient);
    expect([first.stderr, second.stderr]).toEqual(['', '']);
    expect(JSON.parse(first.stdout)).toMatchObject({ cached: false, attempts: 1 });
    expect(JSON.parse(second.stdout)).toMatchObject({ cached: true, attempts: 0, text: 'It is simulated.', cache: { age_ms: expect.any(Number) } });
    expect((await run([...prompt, '--cache-only'], redis.url, patient)).stdout).toBe('It is simulated.');
  });

  it('replace an answer for all with --refresh', async () => {
    const ask = (text: string, ...more: readonly string[]): Promise<Finished> =>
      run(['complete', '-m', 'openai/m', '-q', 'refreshed?', ...more], redis.url, { ...patient, OPENAI_BASE_URL: server.url, OPENAI_API_KEY: text });
    expect((await ask('key')).stdout).toBe('one');
    expect((await ask('key', '--refresh')).stdout).toBe('two');
    expect((await ask('another key')).stdout).toBe('two');
    expect(server.bodies).toHaveLength(2);
  });

  it('load no more for what they have themselves', async () => {
    const [home, words] = [temporaryDirectory(), [...prompt, 'again']];
    const namesOf = async (): Promise<readonly string[]> => (await runAndListFiles(words, home)).files.map((file) => file.replace(/^.*\//, '')).toSorted();
    await namesOf();
    const plain = await namesOf();
    const { files } = await runAndListFiles(words, home, { UADA_CACHE_URL: redis.url });
    expect(files.map((file) => file.replace(/^.*\//, '')).toSorted()).toEqual(plain);
  });

  it('are asked for one answer when many of one machine want it at once', async () => {
    const env = { ...patient, OPENAI_BASE_URL: server.url, OPENAI_API_KEY: 'key', UADA_DATA_DIR: temporaryDirectory() };
    const before = server.bodies.length;
    const runs = await Promise.all(Array.from({ length: 6 }, () => run(['complete', '-m', 'openai/m', '-q', 'all at once'], redis.url, env)));
    expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(Array(6).fill({ exitCode: 0, stderr: '' }));
    expect(server.bodies.length - before).toBe(1);
  });

  it('see in stats and doctor that the server is there, and clear it only when they say so', async () => {
    await run(prompt, redis.url, patient);
    expect((await run(['cache', 'stats'], redis.url, patient)).stdout).toMatch(/^team {5}redis:\/\/127\.0\.0\.1:\d+ \(reachable, \d+ ms\)$/m);
    expect((await run(['doctor'], redis.url, { ...noKeys, ...patient })).stdout).toMatch(/^ok +team cache +\d+ ms {2}redis:\/\/127\.0\.0\.1:\d+ answers in \d+ ms$/m);
    expect((await run(['cache', 'clear'], redis.url)).stderr).toContain('The team cache was left alone: --team clears it');
    expect(Number(redis.command('DBSIZE'))).toBeGreaterThan(0);
    expect((await run(['cache', 'clear', '--team'], redis.url)).stderr).toContain('for everybody');
    expect(redis.command('DBSIZE')).toBe('0');
  });

  it('never have the password or a key of a provider on the server or in their files', async () => {
    await run(prompt, redis.url, { ...patient, OPENAI_API_KEY: 'canary-openai' });
    const stored = redis.command('KEYS', '*').split('\n').map((key) => redis.command('GET', key)).join('');
    expect(stored).toContain('It is simulated.');
    expect(stored).not.toMatch(new RegExp(`canary|${redisPassword}`));
  });
});
