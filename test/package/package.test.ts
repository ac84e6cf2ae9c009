import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownEnvironment } from '../helpers/run-uada.js';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'uada-package-'));

type Packed = { readonly filename: string; readonly unpackedSize: number; readonly files: readonly { readonly path: string; readonly mode: number }[] };

/** npm asks its registry for a newer npm otherwise. */
const npmEnvironment = (): Record<string, string> => ownEnvironment({ NPM_CONFIG_UPDATE_NOTIFIER: 'false' });

/** A copy to pack from: packing rewrites package.json for a moment, and other tests read the clone meanwhile. */
const copyOfClone = (name: string): string => {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const part of ['bin', 'completions', 'dist', 'man', 'schemas', 'scripts', 'src', 'templates', 'package.json', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
    if (existsSync(part)) cpSync(part, join(copy, part), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  return copy;
};

const pack = async (name: string): Promise<Packed & { readonly path: string; readonly clone: string }> => {
  const clone = copyOfClone(name);
  const { stdout } = await run('npm', ['pack', '--json', '--silent'], { cwd: clone, env: npmEnvironment(), maxBuffer: 1e7 });
  const [packed] = JSON.parse(stdout) as readonly Packed[];
  return { ...packed!, path: join(clone, packed!.filename), clone };
};

const install = async (tarball: string): Promise<string> => {
  const prefix = join(folder, 'prefix');
  await run('npm', ['install', '--global', '--offline', '--ignore-scripts', '--prefix', prefix, tarball], { env: npmEnvironment() });
  return prefix;
};

let packed: Awaited<ReturnType<typeof pack>>;
let prefix: string;
beforeAll(async () => {
  packed = await pack('first');
  prefix = await install(packed.path);
}, 120_000);

describe('the package', () => {
  it('contains what is needed and nothing else', () => {
    const isKnown = (path: string): boolean =>
      /^(?:bin\/|dist\/(?:[\w-]+\.(?:cjs|mjs|js|css)|package\.json)$|completions\/|man\/|schemas\/|templates\/|(?:README|CHANGELOG)\.md$|LICENSE$|package\.json$)/.test(path);
    expect(packed.files.map(({ path }) => path).filter((path) => !isKnown(path))).toEqual([]);
    expect(packed.unpackedSize).toBeLessThan(4_000_000);
    expect(packed.files.find(({ path }) => path === 'bin/uada.js')!.mode & 0o111).toBe(0o111);
  });

  it('names what the bundle leaves out, and leaves the clone as it was', () => {
    const { dependencies, devDependencies, scripts, optionalDependencies } = JSON.parse(readFileSync(join(prefix, 'lib/node_modules/uada/package.json'), 'utf8'));
    expect([dependencies, devDependencies, scripts]).toEqual([undefined, undefined, undefined]);
    expect(Object.keys(optionalDependencies)).toContain('better-sqlite3');
    expect(readFileSync(join(packed.clone, 'package.json'), 'utf8')).toBe(readFileSync('package.json', 'utf8'));
  });

  it('is the same again', async () => {
    const again = await pack('second');
    const sum = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(sum(again.path)).toBe(sum(packed.path));
  }, 60_000);

  it('answers when it was installed globally, offline and with all scripts blocked', async () => {
    const { stdout, stderr } = await run(join(prefix, 'bin/uada'), ['--mock', '--no-stdin', 'hi'], { env: ownEnvironment() });
    expect(stdout).toContain('A simulated answer');
    expect(stderr.split('\n').filter((line) => line.includes('SQLite'))).toHaveLength(1);
  });

  it.each(['--version', '--help', 'completion zsh', 'templates show commit', 'bench --mock -n 20 --dry-run'])('installed: uada %s', async (words) => {
    const { stdout } = await run(join(prefix, 'bin/uada'), words.split(' '), { env: ownEnvironment(), maxBuffer: 1e7 });
    expect(stdout).not.toBe('');
  });

  it.skipIf(process.platform === 'win32')('brings the manual page', () => expect(existsSync(join(prefix, 'share/man/man1/uada.1'))).toBe(true));
});
