#!/usr/bin/env node
'use strict';
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`uada: Node.js ${process.versions.node} is too old. Install 20.19 or newer (https://nodejs.org).\n`);
  process.exitCode = 2;
} else if (process.argv.length === 3 && ['--version', '-V'].includes(process.argv[2])) {
  // Asked by every script that checks what is installed.
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  require('./code-cache.js').useCodeCache(require('node:path').join(__dirname, '../dist'));
  const end = (exitCode) => process.exit(exitCode);
  require('../dist/main.cjs').main(process.argv.slice(2), end).then(end);
}
