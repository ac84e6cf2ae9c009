import { version } from './version.js';

const isVersionOnly = (words: readonly string[]): boolean => words.length === 1 && (words[0] === '--version' || words[0] === '-V');

/**
 * Runs one command line and resolves with its exit code. Never rejects and never ends the process itself;
 * `endNow` is called when a second signal leaves no time for an orderly end.
 */
export const main = async (words: readonly string[], endNow: (exitCode: number) => void): Promise<number> => {
  // Asked by every script that checks what is installed: it costs nothing but this file.
  if (isVersionOnly(words)) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  return (await import('./cli/run.js')).run(words, version, endNow);
};
