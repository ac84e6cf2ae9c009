import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a TypeScript file below test/store where it finds the packages, and returns the path to run it by. Works in the clone's root. */
export const bundleProgram = async (name: string): Promise<string> => {
  const root = process.cwd();
  const outfile = join(root, 'node_modules/.cache/uada-test', `${name.replaceAll('/', '-')}-${process.pid}-${Date.now()}.mjs`);
  await build({
    absWorkingDir: root, entryPoints: [`test/store/${name}.ts`], outfile,
    bundle: true, format: 'esm', platform: 'node', target: 'node20.19', external: ['better-sqlite3', 'esbuild'], logLevel: 'warning',
    banner: { js: "import{createRequire as a}from'node:module';const require=a(import.meta.url);" },
  });
  return outfile;
};
