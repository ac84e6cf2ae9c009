import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Migration } from '../../src/store/connection.js';
import type { DatabaseOptions } from '../../src/store/database-file.js';
import type { StoreDatabase } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/database.js';
import type { LoadSqliteDriver } from '../../src/store/sqlite-driver.js';
import { loadSqliteDriver } from '../../src/store/sqlite-driver.js';
import { temporaryDirectory } from './temporary-directory.js';

const createNotes: Migration = { name: 'create notes', up: (handle) => handle.exec('CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)') };
const addColour: Migration = { name: 'add colour', up: (handle) => handle.exec("ALTER TABLE notes ADD COLUMN colour TEXT DEFAULT 'red'") };

const setUp = (options: Partial<DatabaseOptions> = {}) => {
  const warn = vi.fn<(message: string) => void>();
  const path = options.path ?? join(temporaryDirectory(), 'a', 'b', 'notes.db');
  const database = openDatabase({ path, label: 'cache', migrations: [createNotes], warn, ...options });
  onTestFinished(() => { database.close(); });
  return { database, path, warn };
};
const add = (database: StoreDatabase, text: string): Promise<number> =>
  database.run(({ change }) => change('INSERT INTO notes (text) VALUES (?)', text), 0);
const texts = (database: StoreDatabase): Promise<readonly unknown[]> =>
  database.run(({ rows }) => rows('SELECT text FROM notes ORDER BY id').map(({ text }) => text), ['fallback']);
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const asideOf = (path: string): readonly string[] => readdirSync(join(path, '..')).filter((name) => name.includes('.corrupt-'));

describe('a new database', () => {
  it('keeps what is written', async () => {
    const { database, path, warn } = setUp();
    expect(await add(database, 'one')).toBe(1);
    database.close();
    expect(await texts(setUp({ path }).database)).toEqual(['one']);
    expect(warn).not.toHaveBeenCalled();
  });
  it('is not made by a look, which finds what is there later', async () => {
    const { database, path } = setUp();
    const look = (): Promise<unknown> => database.look<unknown>(({ rows }) => rows('SELECT text FROM notes'), 'nothing');
    expect(await look()).toBe('nothing');
    expect(existsSync(join(path, '..'))).toBe(false);
    await add(setUp({ path }).database, 'one');
    expect(await look()).toEqual([{ text: 'one' }]);
  });
  it.each([0, 0o022, 0o077, 0o177, 0o777])('is readable by its owner only under umask %o [C22]', async (umask) => {
    const before = process.umask(umask);
    onTestFinished(() => { process.umask(before); });
    const { database, path } = setUp();
    await add(database, 'one');
    expect([path, `${path}-wal`, `${path}-shm`].map(modeOf)).toEqual(['600', '600', '600']);
    expect([join(path, '..'), join(path, '../..')].map(modeOf)).toEqual(['700', '700']);
  });
  it('that others could read is closed to them', async () => {
    const { database, path } = setUp();
    await add(database, 'one');
    database.close();
    chmodSync(path, 0o644);
    await texts(setUp({ path }).database);
    expect(modeOf(path)).toBe('600');
  });
  it('has its settings at the first opening and at every later one', async () => {
    const read = (database: StoreDatabase): Promise<unknown> => database.run(({ handle }) =>
      ['journal_mode', 'synchronous', 'trusted_schema', 'cell_size_check', 'journal_size_limit', 'user_version', 'busy_timeout']
        .map((name) => handle.pragma(name, { simple: true })), undefined);
    const { database, path } = setUp();
    const expected = ['wal', 1, 0, 1, 8_388_608, 1, 25];
    expect(await read(database)).toEqual(expected);
    database.close();
    expect(await read(setUp({ path }).database)).toEqual(expected);
  });
  it('is opened once for operations that start together', async () => {
    const { database } = setUp();
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(database, String(index))));
    expect(await texts(database)).toHaveLength(20);
  });
  it('closed while it is being opened stays closed', async () => {
    const { database, warn } = setUp();
    const reading = texts(database);
    database.close();
    expect(await reading).toEqual(['fallback']);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('schema', () => {
  it('an older one is brought up to date and keeps its rows [C12]', async () => {
    const { database, path } = setUp();
    await add(database, 'old');
    database.close();
    const { database: newer } = setUp({ path, migrations: [createNotes, addColour] });
    expect(await newer.run(({ rows }) => rows('SELECT text, colour FROM notes'), [])).toEqual([{ text: 'old', colour: 'red' }]);
  });
  it('a step that fails leaves the file as it was [C12]', async () => {
    const { database, path } = setUp();
    await add(database, 'old');
    database.close();
    const fails: Migration = { name: 'fails', up: () => { throw new Error('no'); } };
    const { database: newer, warn } = setUp({ path, migrations: [createNotes, addColour, fails] });
    expect(await texts(newer)).toEqual(['fallback']);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(await setUp({ path }).database.run(({ rows }) => rows('SELECT * FROM notes'), [])).toEqual([{ id: 1, text: 'old' }]);
  });
  it('a newer one is left alone, byte for byte [C11]', async () => {
    const { database, path } = setUp({ migrations: [createNotes, addColour] });
    await add(database, 'new');
    database.close();
    const before = readFileSync(path);
    const { database: older, warn } = setUp({ path });
    expect(await texts(older)).toEqual(['fallback']);
    expect(await add(older, 'lost')).toBe(0);
    older.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['notes.db']);
    expect(warn.mock.calls).toEqual([[`The cache is off for this run: ${path} was written by a newer uada. Update uada to use it.`]]);
  });
  it("another program's database is moved aside", async () => {
    const path = join(temporaryDirectory(), 'notes.db');
    const foreign = new Sqlite(path);
    foreign.exec("CREATE TABLE theirs (a); INSERT INTO theirs VALUES ('kept')");
    foreign.close();
    const { database } = setUp({ path });
    expect(await add(database, 'one')).toBe(1);
    const kept = new Sqlite(join(path, '..', asideOf(path)[0]!));
    expect(kept.prepare('SELECT a FROM theirs').pluck().get()).toBe('kept');
    kept.close();
  });
  it('a database without the tables of its version is moved aside', async () => {
    const path = join(temporaryDirectory(), 'notes.db');
    const odd = new Sqlite(path);
    odd.exec('CREATE TABLE other (a); PRAGMA user_version = 1');
    odd.close();
    const { database, warn } = setUp({ path });
    expect(await add(database, 'one')).toBe(1);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(asideOf(path)).toHaveLength(1);
  });
});

describe('a damaged file is moved aside with one warning and work goes on [C4] [C5] [C7]', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['a text file', (path) => { writeFileSync(path, 'Dear diary, this is not a database at all. '.repeat(200)); }],
    ['a short text file', (path) => { writeFileSync(path, 'hello'); }],
    ['garbage in the header', (path) => { const bytes = readFileSync(path); bytes.fill(0xaa, 0, 64); writeFileSync(path, bytes); }],
    ['a zeroed second page', (path) => { const bytes = readFileSync(path); bytes.fill(0, 4_096, 8_192); writeFileSync(path, bytes); }],
    ['half a file', (path) => { truncateSync(path, 4_096 + 512); }],
  ];
  it.each(damages)('%s', async (_, damage) => {
    const { database, path } = setUp();
    for (let index = 0; index < 50; index += 1) await add(database, 'x'.repeat(500));
    database.close();
    damage(path);
    const { database: again, warn } = setUp({ path });
    await texts(again);
    expect(await add(again, 'after')).toBe(1);
    expect((await texts(again)).at(-1)).toBe('after');
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^The cache file was damaged\. It was moved to .*\.corrupt-\d{8}T\d{9}Z and a new one was begun\.$/)]]);
    expect(asideOf(path)).toHaveLength(1);
  });
  it('also when another process already began the new one', async () => {
    const { database, path } = setUp();
    await add(database, 'one');
    database.close();
    writeFileSync(path, 'garbage '.repeat(2_000));
    const [first, second] = [setUp({ path }).database, setUp({ path }).database];
    await Promise.all([add(first, 'first'), add(second, 'second')]);
    expect((await texts(first)).toSorted()).toEqual(['first', 'second']);
    expect(asideOf(path)).toHaveLength(1);
  });
  it('an empty file is a new database', async () => {
    const path = join(temporaryDirectory(), 'notes.db');
    writeFileSync(path, '');
    const { database, warn } = setUp({ path });
    expect(await add(database, 'one')).toBe(1);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a file that goes while it is open', () => {
  it('deleted: it is noticed and a new one begun [C14]', async () => {
    const { database, path } = setUp();
    await add(database, 'lost');
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    await add(database, 'kept');
    database.close();
    expect(await texts(setUp({ path }).database)).toEqual(['kept']);
  });
  it('replaced: the one there now is used [C14]', async () => {
    const { path: otherPath, database: other } = setUp();
    await add(other, 'other');
    other.close();
    const { database, path } = setUp();
    await add(database, 'lost');
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(otherPath, path);
    expect(await texts(database)).toEqual(['other']);
  });
  it('cleared by another process at the moment of opening: it is made again, private', async () => {
    let openings = 0;
    const loadDriver: LoadSqliteDriver = async () => {
      const open = await loadSqliteDriver();
      return (path, timeoutMs) => {
        openings += 1;
        if (openings === 1) rmSync(path);
        return open(path, timeoutMs);
      };
    };
    const { database, path, warn } = setUp({ loadDriver });
    expect(await add(database, 'kept')).toBe(1);
    expect(modeOf(path)).toBe('600');
    expect(warn).not.toHaveBeenCalled();
  });
  it('with its directory: both are made again', async () => {
    const { database, path } = setUp();
    await add(database, 'lost');
    rmSync(join(path, '../..'), { recursive: true });
    expect(await add(database, 'kept')).toBe(1);
    expect(existsSync(path)).toBe(true);
  });
});

describe('what cannot be opened is warned of once and done without', () => {
  const expectOff = async (path: string, reason: RegExp): Promise<void> => {
    const { database, warn } = setUp({ path });
    expect([await add(database, 'one'), await texts(database), await add(database, 'two')]).toEqual([0, ['fallback'], 0]);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(reason)]]);
  };
  it('a directory in place of the file [C4]', async () => {
    const path = join(temporaryDirectory(), 'notes.db');
    mkdirSync(path);
    await expectOff(path, /^The cache is off for this run: .*notes\.db cannot be opened\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
  });
  it('a file in place of the directory', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'data'), '');
    await expectOff(join(directory, 'data', 'notes.db'), /cannot be opened\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
  });
  it.runIf(existsSync('/proc/version'))('a directory where nothing can be made', async () => {
    await expectOff('/proc/uada/notes.db', /off for this run/);
  });
  it.runIf(existsSync('/dev/full'))('a device', async () => { await expectOff('/dev/full', /cannot be opened\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/); });
});

describe('the native module', () => {
  const missing: readonly (readonly [string, Error])[] = [
    ['is not installed', Object.assign(new Error("Cannot find package 'better-sqlite3'"), { code: 'ERR_MODULE_NOT_FOUND' })],
    ['is not built', Object.assign(new Error("Cannot find module '…/better_sqlite3.node'"), { code: 'MODULE_NOT_FOUND' })],
    ['is for another Node', Object.assign(new Error('compiled against NODE_MODULE_VERSION 115'), { code: 'ERR_DLOPEN_FAILED' })],
    ['has no binary', new Error('Could not locate the bindings file. Tried: …')],
  ];
  it.each(missing)('%s: the fix is named once, also when it fails at the first opening', async (_, error) => {
    const expected = [['The cache is off for this run: the SQLite module is not built. Build it with: npm rebuild better-sqlite3']];
    for (const loadDriver of [() => Promise.reject(error), () => Promise.resolve(() => { throw error; })]) {
      const { database, warn } = setUp({ loadDriver });
      expect([await texts(database), await add(database, 'one')]).toEqual([['fallback'], 0]);
      expect(warn.mock.calls).toEqual(expected);
    }
  });
});

describe('a database that others keep locked', () => {
  const lock = (path: string) => {
    const holder = new Sqlite(path);
    onTestFinished(() => { holder.close(); });
    holder.exec('BEGIN IMMEDIATE');
    return holder;
  };
  it('is waited for while timers go on', async () => {
    const { database, path, warn } = setUp();
    await add(database, 'one');
    const holder = lock(path);
    let ticks = 0;
    const timer = setInterval(() => { ticks += 1; if (ticks === 5) holder.exec('ROLLBACK'); }, 1);
    expect(await add(database, 'two')).toBe(1);
    clearInterval(timer);
    expect(ticks).toBeGreaterThanOrEqual(5);
    expect(warn).not.toHaveBeenCalled();
  });
  it('is given up after the patience, with one warning, and used again when it is free', async () => {
    const { database, path, warn } = setUp({ patienceMs: 80 });
    await add(database, 'one');
    const holder = lock(path);
    expect([await add(database, 'two'), await add(database, 'three')]).toEqual([0, 0]);
    expect(await texts(database)).toEqual(['one']);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/other processes kept .* locked\.$/)]]);
    holder.exec('ROLLBACK');
    expect(await add(database, 'four')).toBe(1);
  });
  it('is waited for at the first opening as well', async () => {
    const path = join(temporaryDirectory(), 'notes.db');
    const holder = new Sqlite(path);
    onTestFinished(() => { holder.close(); });
    holder.exec('BEGIN EXCLUSIVE');
    setTimeout(() => { holder.exec('ROLLBACK'); }, 100);
    const { database, warn } = setUp({ path });
    expect(await add(database, 'one')).toBe(1);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a database at the end of its process', () => {
  it('leaves a short log behind, in which the next process finds everything', async () => {
    const { database, path } = setUp();
    await add(database, 'one');
    database.close({ isAtExit: true });
    expect(existsSync(`${path}-wal`)).toBe(true);
    expect(await add(database, 'two')).toBe(0);
    expect(await texts(setUp({ path }).database)).toEqual(['one']);
  });
  it('folds a long log in', async () => {
    const { database, path } = setUp();
    await add(database, 'long '.repeat(100_000));
    database.close({ isAtExit: true });
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
