import { fileURLToPath } from 'node:url';
import { runInPty } from './pty.js';

const runner = fileURLToPath(new URL('../../scripts/run-test-program.js', import.meta.url));

/** Runs a program of the test folder whose view breaks, between two prints of the terminal's modes, and prints its exit code. `word` is for the program. */
export const startBreaking = (entryPoint: string, word = ''): ReturnType<typeof runInPty> => {
  const program = `import("${runner}").then((module) => module.runTestProgram("${entryPoint}"))`;
  return runInPty(['stty -g;', process.execPath, `--eval '${program}'`, word, '; echo "code $?"; stty -g; stty -a'], { shell: true });
};
