import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { PostgresServer } from './postgres-server.js';
import { postgresPassword, startPostgres } from './postgres-server.js';
import { startSlowProxy } from './slow-proxy.js';
import { describeWith, runSystem, until } from './system-servers.js';
import { answer, expectLoginRefused, newKey, openShared, storeThere, teamChecks, withKeyv } from './team-checks.js';

describeWith(['initdb', 'postgres', 'psql'], 'a team cache in PostgreSQL', () => {
  let postgres: PostgresServer;
  beforeAll(async () => { postgres = await startPostgres(); }, 60_000);
  afterAll(() => postgres.stop());

  /** A database of its own, for what would disturb the other checks. */
  const newDatabase = (name: string): string => {
    postgres.sql(`CREATE DATABASE ${name}`);
    return postgres.url.replace(/postgres$/, name);
  };

  teamChecks(() => postgres.url);

  it('warns once when the password is wrong, and shows none', () => expectLoginRefused(postgres.url, postgresPassword));

  it('takes a column of another type for nothing [C20]', async () => {
    const url = newDatabase('bytes');
    const key = newKey();
    runSystem('psql', [url, '-qc', `CREATE TABLE uada_cache (key VARCHAR(255) PRIMARY KEY, value BYTEA); INSERT INTO uada_cache VALUES ('uada-v1:${key}', 'x')`]);
    const { cache, warn } = openShared(url);
    expect(await cache.get(key)).toBeUndefined();
    expect(warn).not.toHaveBeenCalled();
    await cache.set(key, answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('its table uada_cache has other columns')]]);
  });

  it('goes on without a server that was killed, and uses it again when it is back [C19]', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => { vi.useRealTimers(); });
    const [key, { cache, warn }] = [newKey(), openShared(postgres.url)];
    await cache.set(newKey(), answer);
    expect(await cache.get(newKey())).toBeUndefined();
    const restarted = postgres.restart();
    await until(async () => { await cache.get(newKey()); return warn.mock.calls.length > 0; });
    await restarted;
    await storeThere(postgres.url, key, answer);
    vi.advanceTimersByTime(60_000);
    expect(await cache.get(key)).toMatchObject(answer);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('does not wait for a server that is slow by five seconds [C19]', async () => {
    const proxy = await startSlowProxy(postgres.port, 5_000);
    const { cache, warn } = openShared(postgres.url.replace(String(postgres.port), String(proxy.port)), { limitMs: 250 });
    expect(await cache.get(newKey())).toBeUndefined();
    await cache.set(newKey(), answer);
    await cache.close();
    expect(proxy.passedLate()).toBe(0);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: no answer within 250 ms. Raise cache.url_timeout')]]);
  });

  it('reads from one that takes no writes, and warns once', async () => {
    const url = newDatabase('standby');
    const key = newKey();
    await storeThere(url, key, answer);
    postgres.sql('ALTER DATABASE standby SET default_transaction_read_only = on');
    const { cache, warn } = openShared(url);
    expect(await cache.get(key)).toMatchObject(answer);
    await cache.set(newKey(), answer);
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('it takes no writes. Name the primary server')]]);
  });

  it('needs no right to make tables where the table is there, and says how to make it where it is not', async () => {
    const url = newDatabase('strict');
    postgres.sql("CREATE ROLE reader LOGIN PASSWORD 'pw'");
    const asReader = url.replace(`uada:${postgresPassword}`, 'reader:pw');
    const before = openShared(asReader);
    expect(await before.cache.get(newKey())).toBeUndefined();
    expect(before.warn.mock.calls).toEqual([[expect.stringContaining('Create it: CREATE TABLE uada_cache (')]]);
    const key = newKey();
    await storeThere(url, key, answer);
    runSystem('psql', [url, '-qc', 'GRANT SELECT ON uada_cache TO reader']);
    const after = openShared(asReader);
    expect(await after.cache.get(key)).toMatchObject(answer);
    await after.cache.set(newKey(), answer);
    await after.cache.close();
    expect(after.warn.mock.calls).toEqual([[expect.stringContaining('the user may not do this there. Grant it')]]);
  });

  it('goes on reading from one whose disk is full, and warns once', async ({ skip }) => {
    const { uid, gid } = postgres.owner;
    const disk = join(postgres.directory, 'small');
    mkdirSync(disk);
    if (uid === undefined || gid === undefined || spawnSync('mount', ['-t', 'tmpfs', '-o', `size=512k,uid=${uid},gid=${gid},mode=700`, 'uada-test', disk]).status !== 0) skip('a tmpfs cannot be mounted here');
    onTestFinished(() => { spawnSync('umount', ['-l', disk]); });
    mkdirSync(join(disk, 'space'));
    chownSync(join(disk, 'space'), uid!, gid!);
    postgres.sql(`CREATE TABLESPACE small LOCATION '${join(disk, 'space')}'`);
    const url = newDatabase('full_disk');
    runSystem('psql', [url, '-qc', 'CREATE TABLE uada_cache (key VARCHAR(255) PRIMARY KEY, value TEXT) TABLESPACE small']);
    const key = newKey();
    await storeThere(url, key, answer);
    const { cache, warn } = openShared(url);
    // Nothing that compresses: 40 kB of it a row.
    const noise = (): string => Array.from({ length: 20_000 }, () => Math.floor(Math.random() * 65_000 + 256)).map((code) => String.fromCharCode(code)).join('');
    for (let rows = 0; rows < 20; rows += 1) await cache.set(newKey(), { ...answer, text: noise() });
    await cache.close();
    expect(warn.mock.calls).toEqual([[expect.stringContaining('is not used: it is full. Give it room')]]);
    expect(await openShared(url).cache.get(key)).toMatchObject(answer);
  });

  it('lets other keys of the table alone when it is cleared', async () => {
    const key = newKey();
    await storeThere(postgres.url, key, answer);
    postgres.sql("INSERT INTO uada_cache VALUES ('mine', 'x')");
    await withKeyv(postgres.url, (keyv) => keyv.clear());
    expect(postgres.sql('SELECT key FROM uada_cache')).toBe('mine');
  });
});
