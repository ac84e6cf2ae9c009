#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** Ends the process when everything written has left it: a pipe keeps what it was given. */
const end = (exitCode) => {
  let open = 2;
  const close = () => {
    open -= 1;
    if (open === 0) process.exit(exitCode);
  };
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.destroyed || !stream.writable) close();
    else stream.write('', close);
  }
};

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`uada: Node.js ${process.versions.node} is too old. Install 20.19 or newer (https://nodejs.org).\n`);
  end(2);
} else {
  const { main } = await import('../dist/main.js');
  end(await main(process.argv.slice(2), (exitCode) => process.exit(exitCode)));
}
