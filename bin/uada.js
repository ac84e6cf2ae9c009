#!/usr/bin/env node
'use strict';
// One file without imports of its own: each costs a start half a millisecond. Node older than 14 knows no `node:`, and is told below.
const fs = require('fs');
const Module = require('module');
const path = require('path');
const vm = require('vm');

/** Where the compiled form of a file is kept: V8 takes it only from the same version on the same machine. */
const cachePath = (file) => `${file}.${process.version}-${process.arch}.cache`;

const read = (file) => {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
};

/** Runs a compiled CommonJS file as Node's own loader would. */
const runScript = (script, module, filename) => {
  const run = script.runInThisContext();
  run.call(module.exports, module.exports, Module.createRequire(filename), module, filename, path.dirname(filename));
};

/** A folder of the user's own: in the one that Node takes by itself, another user could have put code. */
const makeOwnFolder = () => {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME = '' } = process.env;
  const base = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && path.join(HOME, '.cache')].find((folder) => folder && path.isAbsolute(folder));
  if (base === undefined) return undefined;
  const folder = path.join(base, 'uada', 'compiled');
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch {
    return undefined;
  }
};

/**
 * Spares every start the compiling of the bundle, a quarter of its time. Node 22 has a cache for that; for Node 20
 * the build leaves one beside each file that a cached answer needs. Without it, or with one of another Node, a
 * file is compiled as usual.
 */
const useCodeCache = (folder) => {
  if (typeof Module.enableCompileCache === 'function') {
    const own = process.env.NODE_DISABLE_COMPILE_CACHE === undefined ? makeOwnFolder() : undefined;
    if (own !== undefined) Module.enableCompileCache(own);
    return;
  }
  const compile = Module.prototype._compile;
  Module.prototype._compile = function compileFromCache(content, filename) {
    const cachedData = path.dirname(filename) === folder ? read(cachePath(filename)) : undefined;
    if (cachedData === undefined) return compile.call(this, content, filename);
    return runScript(new vm.Script(Module.wrap(content), { filename, cachedData }), this, filename);
  };
};

const isTooOld = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
};

const start = () => {
  if (isTooOld()) {
    process.stderr.write(`uada: Node.js ${process.versions.node} is too old. Install 20.19 or newer (https://nodejs.org).\n`);
    process.exitCode = 2;
  } else if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2])) {
    // Asked by every script that checks what is installed.
    process.stdout.write(`${require('../package.json').version}\n`);
  } else {
    useCodeCache(path.join(__dirname, '../dist'));
    const end = (exitCode) => process.exit(exitCode);
    require('../dist/main.cjs').main(process.argv.slice(2), end).then(end);
  }
};

// The build, which writes the compiled code, takes from here where it lies and how it is run.
if (require.main === module) start();
else module.exports = { cachePath, runScript };
