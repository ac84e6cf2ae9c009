// Writes the compiled form of the bundle for this Node, after using it as a cached answer does, so that the
// functions of that way are in it: `node scripts/write-code-cache.js DIST`. Run by the build.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import vm from 'node:vm';

const require = createRequire(import.meta.url);
const { cachePath, runScript } = require('../bin/code-cache.js');

const bundle = resolve(process.argv[2], 'hot.cjs');
const home = mkdtempSync(join(tmpdir(), 'uada-build-'));
Object.assign(process.env, { HOME: home, UADA_DATA_DIR: join(home, 'data'), UADA_CONFIG_DIR: join(home, 'config') });

let script;
const compile = Module.prototype._compile;
Module.prototype._compile = function compileAndKeep(content, filename) {
  if (filename !== bundle) return compile.call(this, content, filename);
  script = new vm.Script(Module.wrap(content), { filename });
  return runScript(script, this, filename);
};

// The answers of the rehearsal are nobody's business.
process.stdout.write = (_chunk, ...rest) => {
  rest.at(-1)?.();
  return true;
};
process.stderr.write = process.stdout.write;

const { main } = require(resolve(process.argv[2], 'main.cjs'));
for (const words of [['complete', '--mock=text=rehearsal', 'hi'], ['complete', '--mock=text=rehearsal', 'hi']]) {
  await main(words, () => undefined);
}
writeFileSync(cachePath(bundle), script.createCachedData());
rmSync(home, { recursive: true, force: true });
