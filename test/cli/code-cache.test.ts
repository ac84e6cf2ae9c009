import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runUada } from '../helpers/run-uada.js';

/** Tells the folder that Node is to keep compiled code in; Node 20 has no such cache of its own. */
const telling = join(mkdtempSync(join(tmpdir(), 'uada-telling-')), 'telling.cjs');
writeFileSync(telling, "require('node:module').enableCompileCache = (folder) => process.stderr.write(`kept in ${folder}\\n`);");

const run = (env: Readonly<Record<string, string | undefined>>): ReturnType<typeof runUada> =>
  runUada(['--help'], { env: { NODE_OPTIONS: `--require=${telling}`, NODE_DISABLE_COMPILE_CACHE: undefined, ...env } });

const newHome = (): string => mkdtempSync(join(tmpdir(), 'uada-home-'));

describe('compiled code', () => {
  it('is kept where no other user can put any', async () => {
    const home = newHome();
    const folder = join(home, '.cache', 'uada', 'compiled');
    expect(await run({ HOME: home })).toMatchObject({ exitCode: 0, stderr: `kept in ${folder}\n` });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('is kept in the directory for caches that the user names', async () => {
    const home = newHome();
    expect((await run({ HOME: home, XDG_CACHE_HOME: join(home, 'caches') })).stderr).toBe(`kept in ${join(home, 'caches', 'uada', 'compiled')}\n`);
    expect((await run({ HOME: home, XDG_CACHE_HOME: 'relative' })).stderr).toBe(`kept in ${join(home, '.cache', 'uada', 'compiled')}\n`);
  });

  it('is not kept without a home, nor where the user wants none', async () => {
    const home = newHome();
    expect(await run({ HOME: undefined })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run({ HOME: join(telling, 'below-a-file') })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await run({ HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ exitCode: 0, stderr: '' });
    expect(existsSync(join(home, '.cache'))).toBe(false);
  });
});
