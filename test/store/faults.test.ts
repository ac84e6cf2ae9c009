import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAnswerCache } from '../../src/store/answer-cache.js';
import { clearCache } from '../../src/store/clear-cache.js';
import { runUada } from '../helpers/run-uada.js';
import type { Ended } from './run-program.js';
import { runProgram } from './run-program.js';
import { temporaryDirectory } from './temporary-directory.js';
import { buildProgram } from './test-program.js';

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

const mountSmallDisk = (): string | undefined => {
  const path = temporaryDirectory();
  const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'uada-test', path]).status === 0;
  if (!isMounted) return undefined;
  onTestFinished(() => { execFileSync('umount', ['-l', path]); });
  return path;
};
const fillDisk = (path: string): void => {
  try {
    for (let index = 0; ; index += 1) writeFileSync(join(path, `fill-${index}`), Buffer.alloc(4_096, 1));
  } catch {
    // It is full.
  }
};
/** A directory that every user may enter, so that another user can be locked out of what is below. */
const openDirectory = (): string => {
  const path = temporaryDirectory();
  chmodSync(path, 0o755);
  return path;
};
const expectAnswer = ({ code, stdout, stderr }: Ended, warning: RegExp): void => {
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'four' });
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(warning)]);
};
const clean: Pick<Ended, 'code' | 'stderr'> = { code: 0, stderr: '' };

describe('a full disk', () => {
  it('at the first run: the answer, one warning [C8]', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const program = await buildProgram('answer');
    fillDisk(disk);
    expectAnswer(await runProgram(program, [join(disk, 'data'), 'k', 'four']), /^The cache is off for this run: the disk is full\. Make room, or set UADA_DATA_DIR to a directory on another one\.$/);
  });
  it('later: the answer, one warning; and the cache works again when there is space [C8]', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const program = await buildProgram('answer');
    expect(await runProgram(program, [disk, 'before', 'three'])).toMatchObject({ ...clean, stdout: 'three' });
    fillDisk(disk);
    expectAnswer(await runProgram(program, [disk, 'k', 'four']), /^The cache is off for this run: /);
    for (const name of readdirSync(disk).filter((entry) => entry.startsWith('fill-'))) rmSync(join(disk, name));
    expect(await runProgram(program, [disk, 'k', 'four'])).toMatchObject({ ...clean, stdout: 'four' });
    expect(await runProgram(program, [disk, 'k', '-'])).toMatchObject({ ...clean, stdout: 'cached four' });
    expect(await runProgram(program, [disk, 'before', '-'])).toMatchObject({ ...clean, stdout: 'cached three' });
  });
  it('clearing the cache makes space [C8]', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const program = await buildProgram('answer');
    expect(await runProgram(program, [disk, 'before', 'three'])).toMatchObject(clean);
    fillDisk(disk);
    expect(clearCache(disk)).toBeGreaterThan(20_000);
    writeFileSync(join(disk, 'space'), Buffer.alloc(16_384));
  });
  it('a hit that would be marked as used says nothing', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const warnings: string[] = [];
    const clock = { nowMs: 1_700_000_000_000 };
    const cache = openAnswerCache({ dataDir: disk, warn: (message) => { warnings.push(message); }, now: () => clock.nowMs });
    await cache.set('k', { provider: 'p', model: 'm', reasoning: '', text: 'four', finishReason: 'stop', createdMs: 0 });
    fillDisk(disk);
    clock.nowMs += 2 * 3_600_000;
    expect(await cache.get('k')).toMatchObject({ text: 'four' });
    await cache.close();
    expect(warnings).toEqual([]);
  });
  it('while the cache is open: hits go on, a write is given up with one warning', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const warnings: string[] = [];
    const cache = openAnswerCache({ dataDir: disk, warn: (message) => { warnings.push(message); } });
    onTestFinished(() => cache.close());
    const answer = { provider: 'p', model: 'm', reasoning: '', text: 'x'.repeat(3_000), finishReason: 'stop' as const, createdMs: 0 };
    await cache.set('before', answer);
    fillDisk(disk);
    for (let index = 0; index < 30; index += 1) await cache.set(`k${index}`, answer);
    expect(await cache.get('before')).toMatchObject({ text: answer.text });
    expect(warnings).toEqual(['The cache is off for this run: the disk is full. Make room, or set UADA_DATA_DIR to a directory on another one.']);
  });
});

describe('what the user may not write', () => {
  it('a directory of another user: the answer, one warning [C9]', async ({ skip }) => {
    if (!isRoot) skip('only root can run a program as another user');
    const program = await buildProgram('answer');
    const directory = openDirectory();
    expectAnswer(await runProgram(program, [directory, 'k', 'four'], { uid: nobody }), /cache\.db cannot be written\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
    expectAnswer(await runProgram(program, [join(directory, 'below'), 'k', 'four'], { uid: nobody }), /cannot be written\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
    expect(readdirSync(directory)).toEqual([]);
  });
  it('a file of another user: the answer, one warning, the file untouched', async ({ skip }) => {
    if (!isRoot) skip('only root can run a program as another user');
    const program = await buildProgram('answer');
    const directory = openDirectory();
    expect(await runProgram(program, [directory, 'k', 'secret'])).toMatchObject(clean);
    chmodSync(directory, 0o777);
    expectAnswer(await runProgram(program, [directory, 'k', 'four'], { uid: nobody }), /cache\.db cannot be opened\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
    expect(await runProgram(program, [directory, 'k', '-'])).toMatchObject({ ...clean, stdout: 'cached secret' });
  });
  it('a read-only file system: the answer, one warning [C9]', async ({ skip }) => {
    const disk = mountSmallDisk() ?? skip('a tmpfs cannot be mounted here');
    const program = await buildProgram('answer');
    expect(await runProgram(program, [disk, 'before', 'three'])).toMatchObject(clean);
    execFileSync('mount', ['-o', 'remount,ro', disk]);
    expectAnswer(await runProgram(program, [disk, 'k', 'four']), /^The cache is off for this run: .*cache\.db cannot be (written|opened)\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
    expectAnswer(await runProgram(program, [join(disk, 'new'), 'k', 'four']), /cannot be written\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/);
  });
});

describe('what is no directory', () => {
  it.each([
    ['a file in place of the data directory', (path: string) => writeFileSync(path, 'x')],
    ['a broken link in place of the data directory', (path: string) => symlinkSync('/nowhere/at/all', path)],
    ['a link to itself in place of the data directory', (path: string) => symlinkSync(path, path)],
    ['directories in place of both files', (path: string) => { for (const name of ['cache.db', 'history.db']) mkdirSync(join(path, name), { recursive: true }); }],
  ])('%s: the answer, one warning', async (_title, prepare) => {
    const dataDir = join(temporaryDirectory(), 'data');
    prepare(dataDir);
    const { exitCode, stdout, stderr } = await runUada(['--mock=text=fine', '-p', 'openai', '-q', 'hi'], { env: { UADA_DATA_DIR: dataDir } });
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'fine' });
    expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(/^uada: The cache is off for this run: .* cannot be (opened|written)\. Check who owns it, or set UADA_DATA_DIR to another directory\.$/)]);
  });
});

describe('a user without special rights', () => {
  it('gets private files and a working cache under the strictest umask', async ({ skip }) => {
    if (!isRoot) skip('only root can run a program as another user');
    const program = await buildProgram('answer');
    const directory = openDirectory();
    mkdirSync(join(directory, 'home'));
    chownSync(join(directory, 'home'), nobody, nobody);
    const dataDir = join(directory, 'home', '.local', 'share', 'uada');
    const before = process.umask(0o777);
    onTestFinished(() => { process.umask(before); });
    const first = await runProgram(program, [dataDir, 'k', 'four'], { uid: nobody });
    process.umask(before);
    expect(first).toMatchObject({ ...clean, stdout: 'four' });
    expect(await runProgram(program, [dataDir, 'k', '-'], { uid: nobody })).toMatchObject({ ...clean, stdout: 'cached four' });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'cache.db')).mode & 0o777).toBe(0o600);
  });
});

describe('without the native module', () => {
  it('the answer, and one warning with the command that builds it [C13]', async () => {
    const program = await buildProgram('answer');
    const run = await runProgram(program, [temporaryDirectory(), 'k', 'four', 'missing']);
    expectAnswer(run, /^The cache is off for this run: the SQLite module is not built\. Build it with: npm /);
  });
});
