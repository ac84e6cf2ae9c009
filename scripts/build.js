// Bundles src/ into dist/ with code splitting: what a command does not use is not loaded.
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
rmSync(`${root}dist`, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  keepNames: true,
  sourcemap: false,
  legalComments: 'none',
  metafile: false,
  // Bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import{createRequire as uadaCreateRequire}from'node:module';const require=uadaCreateRequire(import.meta.url);" },
  define: {
    UADA_VERSION: JSON.stringify(JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version), 'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"' },
  // better-sqlite3 is native; react-devtools-core is Ink's optional debugging aid.
  external: ['better-sqlite3', 'react-devtools-core'],
  logLevel: 'warning',
});
