import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canary } from './canaries.js';
import { lookIntoFiles } from './files-below.js';
import { takeLeaks, watched } from './watch-leaks.js';

const key = canary('shown');

/** What is seen of a program that gets the key in its environment. */
const leaksOf = async (program: string): Promise<string> => {
  const child = watched(spawn(process.execPath, ['-e', program], { env: { ...process.env, KEY: key }, stdio: ['ignore', 'pipe', 'pipe'] }));
  child.stdout.resume();
  child.stderr.resume();
  await new Promise((resolve) => child.once('close', resolve));
  return takeLeaks().join('\n');
};

describe('a key is seen', () => {
  it.each<readonly [where: string, program: string, said: RegExp]>([
    ['on stdout', 'console.log(process.env.KEY)', /^stdout of/],
    ['on stderr', 'console.error(process.env.KEY)', /^stderr of/],
    ['in two pieces', 'const k = process.env.KEY; process.stdout.write(k.slice(0, 9)); setTimeout(() => process.stdout.write(k.slice(9)), 60)', /^stdout of/],
    ...['', 'u', 'us'].map((before) => [`in base64 behind "${before}"`, `console.log(Buffer.from('${before}' + process.env.KEY).toString('base64'))`, /^stdout of/] as const),
    ['in a URL', 'console.log(encodeURIComponent(process.env.KEY))', /^stdout of/],
    ['in hexadecimal', 'console.log(Buffer.from(process.env.KEY).toString("hex"))', /^stdout of/],
    ['in the command line of a child', 'require("child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 300)", process.env.KEY])', /^the command line of a child/],
  ])('%s', async (_where, program, said) => {
    expect(await leaksOf(program)).toMatch(said);
  });

  it('in a file, and not in those that a person puts keys into', () => {
    const folder = mkdtempSync(join(tmpdir(), 'uada-leaks-'));
    // Further in than one look goes, and across its end.
    writeFileSync(join(folder, 'cache.db-wal'), Buffer.concat([Buffer.alloc((1 << 20) - 10), Buffer.from(key)]));
    writeFileSync(join(folder, 'config.toml'), key);
    lookIntoFiles(folder);
    expect(takeLeaks()).toEqual([expect.stringContaining('cache.db-wal')]);
    writeFileSync(join(folder, 'cache.db-wal'), '');
  });

  it('not where there is none', async () => {
    expect(await leaksOf('console.log("openai …tail")')).toBe('');
  });
});

describe('the tests', () => {
  const root = new URL('..', import.meta.url).pathname;
  // A main.ts measures, and is no test.
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts') && !path.endsWith('main.ts'));

  it('watch every program that they start', () => {
    const starts = /(?<!watched\()\b(?:spawn|execFile)\((?:process\.execPath, \[(?:plan\.)?bin|'bash'|'dbus-run-session')/;
    expect(sources.filter((path) => starts.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });
});
