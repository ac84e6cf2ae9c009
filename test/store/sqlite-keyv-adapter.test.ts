import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import keyvTestSuite, { keyvIteratorTests } from '@keyv/test-suite';
import Keyv from 'keyv';
import * as vitest from 'vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { cacheMigrations } from '../../src/store/cache-schema.js';
import type { StoreDatabase } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/database.js';
import type { SqliteKeyvAdapter } from '../../src/store/sqlite-keyv-adapter.js';
import { createSqliteKeyvAdapter } from '../../src/store/sqlite-keyv-adapter.js';
import { temporaryDirectory } from './temporary-directory.js';

const refuseWarning = (message: string): void => { throw new Error(message); };
const openIn = (directory: string, warn = refuseWarning): StoreDatabase =>
  openDatabase({ path: join(directory, 'cache.db'), label: 'cache', migrations: cacheMigrations, warn });

describe("keyv's own suite for adapters", () => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-keyv-suite-'));
  const database = openIn(directory);
  const store = (): SqliteKeyvAdapter => createSqliteKeyvAdapter({ database });
  afterAll(() => {
    database.close();
    rmSync(directory, { recursive: true });
  });
  keyvTestSuite(vitest, Keyv, store);
  keyvIteratorTests(vitest, Keyv, store);
});

const setUp = (options: { readonly maxBytes?: number; readonly startMs?: number } = {}) => {
  const database = openIn(temporaryDirectory());
  const clock = { nowMs: options.startMs ?? 1_700_000_000_000 };
  const adapter = createSqliteKeyvAdapter({ database, now: () => clock.nowMs, maxBytes: options.maxBytes });
  const sql = (text: string): Promise<number> => database.run(({ change }) => change(text), -1);
  const count = (): Promise<number> => database.run(({ row }) => Number(row('SELECT count(*) AS n FROM entries')?.['n']), -1);
  vitest.onTestFinished(() => { database.close(); });
  return { database, adapter, clock, sql, count };
};

describe('values', () => {
  it.each([
    ['text', 'hello \u0000 é 漢 😀'], ['empty text', ''], ['long text', 'all work and no play '.repeat(10_000)],
    ['bytes', Buffer.from([0, 255, 1])], ['long bytes', Buffer.alloc(100_000, 7)], ['an object', { a: [1, null] }],
  ])('%s comes back as it was', async (_, value) => {
    const { adapter } = setUp();
    expect(await adapter.set('k', value)).toBe(true);
    expect(await adapter.get('k')).toEqual(value);
  });
  it('long text is compressed, and text that does not shrink is not', async () => {
    const { adapter, database } = setUp();
    await adapter.set('long', 'abc '.repeat(5_000));
    await adapter.set('random', Buffer.from(Array.from({ length: 8_000 }, (_, index) => (index * 7_919 * 104_729) >> 8)));
    const lengths = await database.run(({ rows }) => rows('SELECT size, length(body) AS stored, format FROM entries ORDER BY key'), []);
    expect(lengths[0]).toMatchObject({ size: 20_000, format: 4 });
    expect(Number(lengths[0]?.['stored'])).toBeLessThan(2_000);
  });
  it('keys may hold quotes, colons and NUL', async () => {
    const { adapter } = setUp();
    const keys = ["'", '"', ':', 'a:b', 'a\u0000b', 'a', '', '漢'];
    for (const key of keys) await adapter.set(key, `value of ${key}`);
    expect(await adapter.getMany(keys)).toEqual(keys.map((key) => `value of ${key}`));
  });
  it('two keys that SQLite stores alike never answer for each other', async () => {
    const { adapter } = setUp();
    await adapter.set('\ud800', 'first');
    expect(await adapter.get('\ud801')).toBeUndefined();
  });
});

describe('expiry', () => {
  it('is a miss from the exact millisecond on', async () => {
    const { adapter, clock } = setUp();
    await adapter.set('k', 'v', 1_000);
    clock.nowMs += 999;
    expect([await adapter.get('k'), await adapter.has('k')]).toEqual(['v', true]);
    clock.nowMs += 1;
    expect([await adapter.get('k'), await adapter.has('k')]).toEqual([undefined, false]);
  });
  it('reading an expired entry does not delete what another process has stored meanwhile [C21]', async () => {
    const { adapter, clock } = setUp();
    await adapter.set('k', 'old', 10);
    clock.nowMs += 20;
    const [read] = await Promise.all([adapter.get('k'), adapter.set('k', 'fresh', 1_000)]);
    expect([undefined, 'fresh']).toContain(read);
    expect(await adapter.get('k')).toBe('fresh');
  });
  it('expired entries leave the file at a later write', async () => {
    const { adapter, clock, count } = setUp();
    for (let index = 0; index < 10; index += 1) await adapter.set(`k${index}`, 'v', 10);
    clock.nowMs += 20;
    await adapter.set('other', 'v');
    expect(await count()).toBe(1);
  });
  it('an entry from a clock that was a year ahead does not live for a year [C15]', async () => {
    const { adapter, clock } = setUp();
    clock.nowMs += 365 * 86_400_000;
    await adapter.set('k', 'v', 1_000);
    clock.nowMs -= 365 * 86_400_000;
    expect(await adapter.get('k')).toBeUndefined();
  });
  it('a clock a year back harms no entry without expiry [C15]', async () => {
    const { adapter, clock } = setUp();
    await adapter.set('k', 'v');
    clock.nowMs -= 365 * 86_400_000;
    expect(await adapter.get('k')).toBe('v');
    expect(await adapter.set('k', 'w', 1_000)).toBe(true);
    expect(await adapter.get('k')).toBe('w');
  });
  it('a negative time to live stores an entry that is already expired', async () => {
    const { adapter } = setUp();
    await adapter.set('k', 'v', -5);
    expect(await adapter.get('k')).toBeUndefined();
  });
});

describe('damage inside a row [C6]', () => {
  it.each([
    ['body', "UPDATE entries SET body = CAST('lie' AS BLOB)"], ['type of the body', "UPDATE entries SET body = 'text'"],
    ['expiry', 'UPDATE entries SET expires_ms = expires_ms + 1'], ['creation', 'UPDATE entries SET created_ms = created_ms - 1'],
    ['format', 'UPDATE entries SET format = 1'], ['checksum', 'UPDATE entries SET checksum = zeroblob(16)'],
    ['key', "UPDATE entries SET key = 'other' WHERE key = 'k'"], ['namespace', "UPDATE entries SET namespace = 'x'"],
  ])('a changed %s is a miss', async (_, statement) => {
    const { adapter, sql } = setUp();
    await adapter.set('k', 'v', 5_000);
    expect(await sql(statement)).toBe(1);
    expect(await adapter.getMany(['k', 'other'])).toEqual([undefined, undefined]);
  });
  it('the damaged row goes and the others stay [C6]', async () => {
    const { adapter, sql, count } = setUp();
    await adapter.setMany([{ key: 'k', value: 'v' }, { key: 'other', value: 'w' }]);
    await sql("UPDATE entries SET body = CAST('lie' AS BLOB) WHERE key = 'k'");
    expect(await adapter.getMany(['k', 'other'])).toEqual([undefined, 'w']);
    expect(await count()).toBe(1);
  });
});

describe('the size limit', () => {
  const fill = async (adapter: SqliteKeyvAdapter, clock: { nowMs: number }, rows: number): Promise<void> => {
    for (let index = 0; index < rows; index += 1) {
      clock.nowMs += 1;
      await adapter.set(`k${index}`, Buffer.alloc(3_500, index % 251));
    }
  };
  it('drops the least recently used entries, not the one just read', async () => {
    const { adapter, clock, count } = setUp({ maxBytes: 1_000_000 });
    await fill(adapter, clock, 150);
    clock.nowMs += 2 * 3_600_000;
    await adapter.get('k0');
    await adapter.disconnect();
    for (let index = 150; index < 320; index += 1) { clock.nowMs += 1; await adapter.set(`k${index}`, Buffer.alloc(3_500, 1)); }
    expect(await count()).toBeLessThan(260);
    expect(await adapter.has('k0')).toBe(true);
    expect(await adapter.has('k1')).toBe(false);
    expect(await adapter.has('k319')).toBe(true);
  });
  it('drops no more large entries than it must', async () => {
    const { adapter, clock, count } = setUp({ maxBytes: 1_000_000 });
    for (let index = 0; index < 12; index += 1) {
      clock.nowMs += 1;
      await adapter.set(`k${index}`, randomBytes(100_000));
    }
    expect(await adapter.has('k11')).toBe(true);
    // Nine of them fit below the limit; a tenth goes so that the next one has room.
    expect(await count()).toBeGreaterThanOrEqual(8);
  });
  it('an entry last used by a clock that was ahead is not immortal', async () => {
    const { adapter, clock, sql } = setUp({ maxBytes: 1_000_000 });
    await adapter.set('future', Buffer.alloc(3_500));
    await sql(`UPDATE entries SET last_used_ms = ${clock.nowMs + 400 * 86_400_000}`);
    await fill(adapter, clock, 700);
    expect(await adapter.has('future')).toBe(false);
  });
});

describe('namespaces', () => {
  it('keep equal keys apart, also where one name begins with the other', async () => {
    const { database } = setUp();
    const [team, team2] = ['team', 'team2'].map((namespace) =>
      new Keyv({ store: createSqliteKeyvAdapter({ database }), namespace, useKeyPrefix: false }));
    await team!.set('k', 1);
    await team2!.set('k', 2);
    const entries: unknown[] = [];
    for await (const entry of team!.iterator!(undefined)) entries.push(entry);
    expect(entries).toEqual([['k', 1]]);
    await team!.clear();
    expect([await team!.get('k'), await team2!.get('k')]).toEqual([undefined, 2]);
  });
});

describe('the iterator', () => {
  it('yields each of many entries once while they are being deleted', async () => {
    const { adapter } = setUp();
    for (let index = 0; index < 250; index += 1) await adapter.set(`k${index}`, index);
    const seen: string[] = [];
    for await (const [key] of adapter.iterator()) { seen.push(key); await adapter.delete(key); }
    expect(new Set(seen).size).toBe(250);
    expect(seen.length).toBe(250);
  });
});

describe('reads', () => {
  it('mark use at most once an hour, and in one batch', async () => {
    const { adapter, clock, database } = setUp();
    await adapter.set('k', 'v');
    const lastUsed = (): Promise<number> => database.run(({ row }) => Number(row('SELECT last_used_ms AS t FROM entries')?.['t']), -1);
    const storedMs = clock.nowMs;
    clock.nowMs += 3_000_000;
    await adapter.get('k');
    await adapter.disconnect();
    expect(await lastUsed()).toBe(storedMs);
    clock.nowMs += 3_000_000;
    await adapter.get('k');
    await adapter.disconnect();
    expect(await lastUsed()).toBe(clock.nowMs);
  });
});
