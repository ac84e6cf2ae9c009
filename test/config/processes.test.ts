import { execFile } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listStoredKeys } from '../../src/config/stored-keys.js';
import { bundle } from './bundle.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const run = promisify(execFile);
const directory = createTemporaryDirectory();

const runScript = async (module: string, script: string): Promise<{ stdout: string; stderr: string }> =>
  run(process.execPath, ['--input-type=module', '-e', `const own = await import(${JSON.stringify(module)});\n${script}`], { timeout: 20_000 });

it('many processes that store keys at once lose none', async () => {
  const module = await bundle('edit-stored-keys', directory);
  const processes = ['a', 'b', 'c', 'd', 'e', 'f'];
  await Promise.all(processes.map((name) => runScript(module,
    `for (let i = 0; i < 20; i += 1) await own.writeStoredKey(${JSON.stringify(directory)}, '${name}' + i, 'sk-' + i);`)));
  const expected = processes.flatMap((name) => Array.from({ length: 20 }, (_, index) => `${name}${index}`));
  expect(listStoredKeys(directory)).toEqual(expected.sort());
}, 60_000);

it('many processes that find the lock of a dead one take it one after the other', async () => {
  const module = await bundle('file-lock', directory);
  const path = join(directory, 'edited');
  writeFileSync(`${path}.lock`, 'left behind');
  utimesSync(`${path}.lock`, 1, 1);
  // Whoever is inside makes a directory, which fails where there is one.
  const script = `
    import { mkdirSync, rmdirSync } from 'node:fs';
    for (let i = 0; i < 5; i += 1) await own.withFileLock(${JSON.stringify(path)}, () => {
      mkdirSync(${JSON.stringify(`${path}.inside`)});
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      rmdirSync(${JSON.stringify(`${path}.inside`)});
    });`;
  await Promise.all(Array.from({ length: 6 }, () => runScript(module, script)));
  expect(readdirSync(directory).filter((name) => name.startsWith('edited'))).toEqual([]);
}, 60_000);

describe.skipIf(process.platform === 'win32')('a process that runs a key command', () => {
  it('shows nothing that the command prints', async () => {
    const module = await bundle('key-command', directory);
    const { stdout, stderr } = await runScript(module,
      'console.log(JSON.stringify(await own.runKeyCommand("echo sk-canary; echo canary >&2; exit 1", { environment: process.env })));');
    expect([stdout, stderr]).toEqual(['{"problem":"failed with exit code 1"}\n', '']);
  });

  it('ends by itself after giving up, though a child of the command lives on', async () => {
    const module = await bundle('key-command', directory);
    const { stdout } = await runScript(module,
      'console.log(JSON.stringify(await own.runKeyCommand("sleep 25 & wait", { environment: process.env, timeoutMs: 100 })));');
    expect(stdout).toBe('{"problem":"did not finish within 0.1 s"}\n');
  });
});
