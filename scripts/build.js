// Bundles src/ into dist/. What every answer needs is one file, because each module costs a start about a
// millisecond; everything else is split off and loaded when it is used.
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/** Loaded on the way to a cached answer; with all that these import they become the one file. */
const hotModules = ['src/cli/run.ts', 'src/cli/run-command-line.ts', 'src/cli/run-complete.ts', 'src/store/answer-cache.ts', 'src/store/sqlite-driver.ts', 'src/store/history.ts']
  .map((file) => `${root}${file}`);
const hotPackages = /[\\/]node_modules[\\/](?:keyv|@keyv|better-sqlite3)[\\/]/;

const hot = new Set();
const findHot = {
  name: 'find-hot-modules',
  buildEnd() {
    const visit = (id) => {
      const module = hot.has(id) ? null : this.getModuleInfo(id);
      if (module === null) return;
      hot.add(id);
      module.importedIds.forEach(visit);
    };
    hotModules.forEach(visit);
    [...this.getModuleIds()].filter((id) => hotPackages.test(id)).forEach(visit);
  },
};

const bundle = await rolldown({
  cwd: root,
  input: { main: 'src/main.ts' },
  platform: 'node',
  // `bindings` only searches for the native module, whose place we name; react-devtools-core is for Ink's authors.
  external: ['bindings', 'react-devtools-core'],
  transform: {
    target: 'node20.19',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"', UADA_VERSION: JSON.stringify(version) },
  },
  plugins: [findHot],
  logLevel: 'warn',
});

// Built aside and put in place at once: a program that runs meanwhile finds the old files or the new ones.
const fresh = `${root}dist-${process.pid}`;
await bundle.write({
  dir: fresh,
  format: 'esm',
  minify: true,
  keepNames: true,
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  codeSplitting: { groups: [{ name: 'hot', test: (id) => hot.has(id) }] },
});
const old = `${fresh}-old`;
if (existsSync(`${root}dist`)) renameSync(`${root}dist`, old);
renameSync(fresh, `${root}dist`);
rmSync(old, { recursive: true, force: true });
