import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Finished } from '../helpers/run-uada.js';
import { runUada } from '../helpers/run-uada.js';
import { temporaryDirectory } from '../store/temporary-directory.js';
import type { Certificates } from '../store/team/certificates.js';
import { makeCertificates } from '../store/team/certificates.js';
import type { PostgresServer } from '../store/team/postgres-server.js';
import { postgresPassword, startPostgres } from '../store/team/postgres-server.js';
import type { RedisServer } from '../store/team/redis-server.js';
import { redisPassword, startRedis, startTlsRedis } from '../store/team/redis-server.js';
import { describeWith } from '../store/team/system-servers.js';

const prompt = ['complete', '--mock=text=It is simulated.', '-p', 'openai', '-q', '--json', 'hi'];

/** One person of a team; Node reads the authorities it trusts when it starts. */
const ask = async (url: string, authority?: string, timeout = '10s'): Promise<Finished & { readonly isCached: unknown }> => {
  const finished = await runUada(prompt, { env: {
    UADA_DATA_DIR: temporaryDirectory(), UADA_CACHE_URL: url, UADA_CACHE_URL_TIMEOUT: timeout, NODE_EXTRA_CA_CERTS: authority,
  } });
  return { ...finished, isCached: Reflect.get(JSON.parse(finished.stdout) as object, 'cached') };
};

const expectOneWarning = ({ exitCode, isCached, stderr }: Awaited<ReturnType<typeof ask>>, says: string): void => {
  expect({ exitCode, isCached }).toEqual({ exitCode: 0, isCached: false });
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringContaining(says)]);
  expect(stderr).not.toMatch(new RegExp(`${redisPassword}|${postgresPassword}`));
};

const untrusted = 'its certificate is not trusted. Name the authority in NODE_EXTRA_CA_CERTS';

describeWith(['redis-server', 'redis-cli', 'openssl'], 'a Redis behind TLS', () => {
  let [certificates, redis]: [Certificates?, RedisServer?] = [];
  beforeAll(async () => {
    certificates = makeCertificates();
    redis = await startTlsRedis(certificates);
  });
  afterAll(() => redis?.stop());

  it('is shared by those who trust its authority', async () => {
    const runs = [await ask(redis!.url, certificates!.authority), await ask(redis!.url, certificates!.authority)];
    expect(runs.map(({ exitCode, stderr, isCached }) => ({ exitCode, stderr, isCached }))).toEqual([
      { exitCode: 0, stderr: '', isCached: false }, { exitCode: 0, stderr: '', isCached: true },
    ]);
  });

  it('is not used where its certificate is not trusted, or names another host', async () => {
    expectOneWarning(await ask(redis!.url), untrusted);
    expectOneWarning(await ask(redis!.url.replace('127.0.0.1', 'localhost'), certificates!.authority), 'its certificate is for another host. Use the name that stands in it');
  });

  it('says when one speaks TLS and the other does not', async () => {
    const open = await startRedis();
    try {
      expectOneWarning(await ask(open.url.replace('redis:', 'rediss:'), certificates!.authority, '250ms'), 'no answer within 250 ms. Raise cache.url_timeout, write redis:// if it speaks no TLS, or unset');
    } finally {
      await open.stop();
    }
    expectOneWarning(await ask(redis!.url.replace('rediss:', 'redis:')), 'it closed the connection. Look into its log, write rediss:// if it speaks TLS, or unset');
  });
});

describeWith(['initdb', 'postgres', 'psql', 'openssl'], 'a PostgreSQL behind TLS', () => {
  let [certificates, postgres]: [Certificates?, PostgresServer?] = [];
  beforeAll(async () => {
    postgres = await startPostgres((owner) => {
      certificates = makeCertificates(owner);
      return ['ssl=on', `ssl_cert_file=${certificates.certificate}`, `ssl_key_file=${certificates.key}`];
    });
  }, 60_000);
  afterAll(() => postgres?.stop());

  it('is shared by those who trust its authority, and not used where its certificate is not trusted', async () => {
    const url = `${postgres!.url}?sslmode=require`;
    const runs = [await ask(url, certificates!.authority), await ask(url, certificates!.authority)];
    expect(runs.map(({ exitCode, stderr, isCached }) => ({ exitCode, stderr, isCached }))).toEqual([
      { exitCode: 0, stderr: '', isCached: false }, { exitCode: 0, stderr: '', isCached: true },
    ]);
    expectOneWarning(await ask(url), untrusted);
  });
});
