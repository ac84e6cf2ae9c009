import type { Io } from './app/io.js';
import { readEnvironment } from './config/environment.js';
import { CancelledError } from './core/errors.js';
import { version } from './version.js';

const signalExitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof signalExitCodes;

type Signals = { readonly aborted: AbortSignal; readonly exitCode: () => number | undefined };

/** The first signal stops the work in an orderly way; a second one does not wait for it. */
const watchSignals = (endNow: (exitCode: number) => void): Signals => {
  const controller = new AbortController();
  let exitCode: number | undefined;
  for (const signal of Object.keys(signalExitCodes) as readonly Signal[]) {
    process.on(signal, () => {
      if (exitCode !== undefined) endNow(exitCode);
      exitCode = signalExitCodes[signal];
      controller.abort(new CancelledError());
    });
  }
  return { aborted: controller.signal, exitCode: () => exitCode };
};

const createIo = (signal: AbortSignal): Io => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: readEnvironment(),
  platform: process.platform,
  signal,
  now: Date.now,
  monotonicMs: () => performance.now(),
  warn: (line) => void process.stderr.write(`uada: ${line.replace(/\s*\n\s*/g, ' ')}\n`),
});

const isVersionOnly = (words: readonly string[]): boolean => words.length === 1 && (words[0] === '--version' || words[0] === '-V');

/**
 * Runs one command line and resolves with its exit code. Never rejects and never ends the process itself;
 * `endNow` is called when a second signal leaves no time for an orderly end.
 */
export const main = async (words: readonly string[], endNow: (exitCode: number) => void): Promise<number> => {
  if (isVersionOnly(words)) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  const signals = watchSignals(endNow);
  const io = createIo(signals.aborted);
  // A reader that goes away is found by the writer; without a listener Node would end with a stack.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    const { runCommandLine } = await import('./cli/run-command-line.js');
    await runCommandLine(words, io, version);
    return signals.exitCode() ?? 0;
  } catch (error) {
    const { reportFailure } = await import('./cli/report-failure.js');
    return reportFailure(error, words, io, signals.exitCode());
  }
};
