// Writes the compiled form of the bundle's files for this Node, after using them, so that the functions that ran
// are in it: `node scripts/write-code-cache.js DIST`. Run by the build.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const { cachePath, runScript } = require('../bin/uada.js');

const folder = resolve(process.argv[2]);
const home = mkdtempSync(join(tmpdir(), 'uada-build-'));
Object.assign(process.env, { HOME: home, UADA_DATA_DIR: join(home, 'data'), UADA_CONFIG_DIR: join(home, 'config'), TERM: 'xterm', CI: '' });

const scripts = new Map();
const compile = Module.prototype._compile;
Module.prototype._compile = function compileAndKeep(content, filename) {
  // A script that is compiled by hand cannot import modules.
  if (dirname(filename) !== folder || /\bimport\(/.test(content)) return compile.call(this, content, filename);
  const script = new vm.Script(Module.wrap(content), { filename });
  scripts.set(filename, script);
  return runScript(script, this, filename);
};

// The answers of the rehearsal are nobody's business.
process.stdout.write = (_chunk, ...rest) => {
  rest.at(-1)?.();
  return true;
};
process.stderr.write = process.stdout.write;

const { main } = require(join(folder, 'main.cjs'));
const ask = () => main(['complete', '--mock=tokens=400', '-m', 'openai/gpt-x', 'hi'], () => undefined);
const showOn = (isTerminal) => Object.assign(process.stdout, { isTTY: isTerminal, columns: 80, rows: 24 });

// An answer that is asked for, a cached one into a pipe, and a cached one onto a terminal.
for (const isTerminal of [false, false, true]) {
  showOn(isTerminal);
  await ask();
}
for (const [file, script] of scripts) writeFileSync(cachePath(file), script.createCachedData());
rmSync(home, { recursive: true, force: true });
