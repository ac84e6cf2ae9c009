import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The path of a file that comes with the program, wherever it is installed: the sources and the bundle lie at different depths. */
export const packageFile = (name: string): string => {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'bin', 'uada.js')) && dirname(directory) !== directory) directory = dirname(directory);
  return join(directory, name);
};
