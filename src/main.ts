import { run } from './cli/run.js';
import { version } from './version.js';

/**
 * Runs one command line and resolves with its exit code. Never rejects and never ends the process itself;
 * `endNow` is called when a second signal leaves no time for an orderly end.
 */
export const main = (words: readonly string[], endNow: (exitCode: number) => void): Promise<number> => run(words, version, endNow);
