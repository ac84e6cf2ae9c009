import { rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles a TypeScript program of the test folder where it finds the packages and runs it in this process.
 * @param {string} entryPoint path from the root of the clone
 */
export const runTestProgram = async (entryPoint) => {
  process.chdir(root);
  const outfile = `${root}node_modules/.cache/uada-test/run-${process.pid}.mjs`;
  await build({
    absWorkingDir: root, entryPoints: [entryPoint], outfile,
    bundle: true, format: 'esm', platform: 'node', target: 'node20.19', external: ['better-sqlite3', 'esbuild', 'ink', 'react'], logLevel: 'warning',
    banner: { js: "import{createRequire as a}from'node:module';const require=a(import.meta.url);" },
  });
  try {
    await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
};
