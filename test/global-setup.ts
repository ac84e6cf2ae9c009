import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Black-box tests run the built program, so that it is built from what is tested. */
export const setup = (): void => {
  execFileSync(process.execPath, [fileURLToPath(new URL('../scripts/build.js', import.meta.url))], { stdio: 'inherit' });
};
