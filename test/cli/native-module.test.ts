import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { execFile } from 'node:child_process';
import { ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The program as it is installed where npm 12 blocked every install script, below a folder of the given name. */
const installWithoutNativeModule = (folder: string): string => {
  const place = join(mkdtempSync(join(tmpdir(), 'uada-bare-')), folder);
  for (const name of ['bin', 'dist', 'package.json']) cpSync(join(root, name), join(place, name), { recursive: true });
  return join(place, 'bin', 'uada.js');
};

const run = (bin: string): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> =>
  new Promise((resolve) => {
    watched(execFile(process.execPath, [bin, '--mock=text=fine', 'hi'], { env: ownEnvironment() }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code), stdout, stderr });
    }));
  });

it.each([
  ['a clone', 'uada', 'npm rebuild better-sqlite3'],
  ['a global installation', 'node_modules/uada', 'npm install -g uada --allow-scripts=better-sqlite3'],
])('answers without the native module, with one warning that names the fix for %s', async (_place, folder, fix) => {
  const { exitCode, stdout, stderr } = await run(installWithoutNativeModule(folder));
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'fine' });
  expect(stderr.split('\n').filter((line) => line.includes('SQLite'))).toEqual([expect.stringContaining(fix)]);
});
