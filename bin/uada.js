#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`uada: Node.js ${process.versions.node} is too old. Install 20.19 or newer (https://nodejs.org).\n`);
  process.exitCode = 2;
} else {
  const { main } = await import('../dist/main.js');
  const end = (exitCode) => process.exit(exitCode);
  end(await main(process.argv.slice(2), end));
}
