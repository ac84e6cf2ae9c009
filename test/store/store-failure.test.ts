import { describe, expect, it } from 'vitest';
import { driverFix } from '../../src/store/sqlite-driver.js';
import type { StoreFailure } from '../../src/store/store-failure.js';
import { classifyFailure, describeFailure } from '../../src/store/store-failure.js';

const failure = (code: string, message = 'text of SQLite'): Error => Object.assign(new Error(message), { code });

describe('what is done about an error', () => {
  const cases: readonly (readonly [string, string, StoreFailure])[] = [
    ['SQLITE_BUSY', '', 'busy'], ['SQLITE_BUSY_SNAPSHOT', '', 'busy'], ['SQLITE_BUSY_RECOVERY', '', 'busy'], ['SQLITE_LOCKED', '', 'busy'],
    ['SQLITE_NOTADB', '', 'broken'], ['SQLITE_CORRUPT', '', 'broken'], ['SQLITE_CORRUPT_VTAB', '', 'broken'],
    ['SQLITE_ERROR', 'no such table: entries', 'broken'], ['SQLITE_ERROR', 'fts5: syntax error near "("', 'refused'],
    ['SQLITE_FULL', '', 'refused'], ['SQLITE_READONLY', '', 'refused'], ['SQLITE_IOERR_WRITE', '', 'refused'], ['EACCES', '', 'refused'],
    ['MODULE_NOT_FOUND', '', 'hopeless'],
  ];
  it.each(cases)('%s %s: %s', (code, message, expected) => { expect(classifyFailure(failure(code, message))).toBe(expected); });
});

describe('what a person is told', () => {
  const [room, owner] = ['Make room, or set UADA_DATA_DIR to a directory on another one.', 'Check who owns it, or set UADA_DATA_DIR to another directory.'];
  it.each([
    ['SQLITE_FULL', `the disk is full. ${room}`], ['ENOSPC', `the disk is full. ${room}`], ['EROFS', `/d/cache.db cannot be written. ${owner}`],
    ['SQLITE_READONLY', `/d/cache.db cannot be written. ${owner}`], ['SQLITE_CANTOPEN', `/d/cache.db cannot be opened. ${owner}`],
    ['ENOENT', `/d/cache.db cannot be opened. ${owner}`], ['SQLITE_BUSY', 'other processes kept /d/cache.db locked.'],
    ['SQLITE_IOERR_READ', 'reading or writing /d/cache.db failed. Look at the health of its disk.'], ['SQLITE_OTHER', 'text of SQLite.'],
  ])('%s', (code, reason) => {
    expect(describeFailure('cache', '/d/cache.db', failure(code))).toBe(`The cache is off for this run: ${reason}`);
  });
  it('the command that builds the native module, in a clone and in an installation', () => {
    expect(driverFix('file:///home/me/uada/dist/main.js')).toBe('npm rebuild better-sqlite3');
    expect(driverFix('file:///usr/lib/node_modules/uada/dist/main.js')).toBe('npm install -g uada --allow-scripts=better-sqlite3');
  });
});
