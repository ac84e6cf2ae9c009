// What is published names only what the bundle leaves out: the rest is in dist/ already, and an installation that
// need not fetch it works offline. `npm pack` and `npm publish` call this before and after.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = `${root}package.json`;
const whole = `${root}package.json.whole`;

const restore = () => {
  if (existsSync(whole)) renameSync(whole, manifest);
};

const trim = () => {
  restore();
  const text = readFileSync(manifest, 'utf8');
  const { dependencies, optionalDependencies, devDependencies, scripts, overrides, allowScripts, ...published } = JSON.parse(text);
  const native = { 'better-sqlite3': dependencies['better-sqlite3'] };
  writeFileSync(whole, text);
  writeFileSync(manifest, `${JSON.stringify({ ...published, optionalDependencies: { ...native, ...optionalDependencies } }, null, 2)}\n`);
};

if (process.argv[2] === 'restore') restore();
else trim();
