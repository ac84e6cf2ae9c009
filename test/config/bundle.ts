import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles a file of src/config into a folder, so that plain Node processes can import it. Gives its path. */
export const bundle = async (name: string, directory: string): Promise<string> => {
  const outfile = join(directory, `${name}.mjs`);
  const entry = fileURLToPath(new URL(`../../src/config/${name}.ts`, import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'silent' });
  return outfile;
};
