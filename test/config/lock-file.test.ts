import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breakLock, createLock, readLock } from '../../src/config/lock-file.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const folder = createTemporaryDirectory();
let count = 0;
const newPath = (): string => join(folder, `file-${(count += 1)}.lock`);
const makeOld = (path: string): void => utimesSync(path, new Date(0), new Date(0));

describe('a lock file', () => {
  it('is created once, with its text, and leaves no draft', () => {
    const path = newPath();
    expect([createLock(path, 'one'), createLock(path, 'two'), readLock(path)]).toEqual([true, false, 'one']);
    expect(readdirSync(folder)).toEqual(['file-1.lock']);
  });

  it('is removed by whoever has read its text, but not when another has taken it since', () => {
    const path = newPath();
    createLock(path, 'of a dead one');
    breakLock(path, 'of a dead one');
    expect(createLock(path, 'of the next')).toBe(true);
    // A second one comes late with what it read before.
    breakLock(path, 'of a dead one');
    expect(readLock(path)).toBe('of the next');
  });

  it('is left alone while another removes it, unless that one died of it', () => {
    const path = newPath();
    createLock(path, 'stale');
    writeFileSync(`${path}.break`, '');
    breakLock(path, 'stale');
    expect(readLock(path)).toBe('stale');
    makeOld(`${path}.break`);
    breakLock(path, 'stale');
    breakLock(path, 'stale');
    expect([readLock(path), existsSync(`${path}.break`)]).toEqual([undefined, false]);
  });
});
