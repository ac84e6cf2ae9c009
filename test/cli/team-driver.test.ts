import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFile } from 'node:child_process';
import { expect, it } from 'vitest';
import { ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The program as `npm install --omit=optional` leaves it: with the native module, without the drivers of a team cache. */
const installWithoutDrivers = (folder: string): string => {
  const place = join(mkdtempSync(join(tmpdir(), 'uada-bare-')), folder);
  for (const name of ['bin', 'dist', 'package.json']) cpSync(join(root, name), join(place, name), { recursive: true });
  mkdirSync(join(place, 'node_modules'));
  symlinkSync(join(root, 'node_modules/better-sqlite3'), join(place, 'node_modules/better-sqlite3'));
  return join(place, 'bin', 'uada.js');
};

const prompt = ['complete', '--no-stdin', '--mock=text=fine', '-p', 'openai', '-q', 'hi'];

type Finished = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

const run = (bin: string, url: string, words: readonly string[]): Promise<Finished> => new Promise((resolve) => {
  watched(execFile(process.execPath, [bin, ...words], { env: ownEnvironment({ UADA_CACHE_URL: url }) }, (error, stdout, stderr) => {
    resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
  }));
});

it.each([
  ['uada', 'npm install --no-save @keyv/postgres'],
  ['node_modules/uada', 'npm install -g uada --include=optional'],
])('answers without the driver of PostgreSQL below %s, with one warning that names the package and the command', async (folder, fix) => {
  const [bin, url] = [installWithoutDrivers(folder), 'postgres://me:canary@127.0.0.1:9/db'];
  expect(await run(bin, url, prompt)).toEqual({
    exitCode: 0, stdout: 'fine', stderr: `uada: The team cache postgres://127.0.0.1:9/db is not used: @keyv/postgres is not installed. Install it with: ${fix}\n`,
  });
  expect((await run(bin, url, ['cache', 'stats'])).stdout).toContain('(not reachable: @keyv/postgres is not installed)');
});

it('has the driver of Redis with it', async () => {
  const { exitCode, stdout, stderr } = await run(installWithoutDrivers('uada'), 'redis://127.0.0.1:9', prompt);
  expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: 'fine', stderr: expect.stringContaining('is not used: nothing listens there.') });
});
