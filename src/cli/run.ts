import type { Io } from '../app/io.js';
import { readEnvironment } from '../config/environment.js';
import { CancelledError } from '../core/errors.js';
import { toStderrLine } from './stderr-line.js';

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
  // Opening stdin loads Node's network code: it waits until somebody reads.
  get stdin() {
    return process.stdin;
  },
  stdout: process.stdout,
  stderr: process.stderr,
  environment: readEnvironment(),
  platform: process.platform,
  signal,
  now: Date.now,
  monotonicMs: () => performance.now(),
  warn: (line) => void process.stderr.write(toStderrLine(line)),
});

/**
 * Runs one command line and resolves with its exit code. Never rejects and never ends the process itself;
 * `endNow` is called when a second signal leaves no time for an orderly end.
 */
export const run = async (words: readonly string[], version: string, endNow: (exitCode: number) => void): Promise<number> => {
  const signals = watchSignals(endNow);
  const io = createIo(signals.aborted);
  // A reader that goes away is found by the writer; without a listener Node would end with a stack.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  try {
    const { runCommandLine } = await import('./run-command-line.js');
    await runCommandLine(words, io, version);
    return signals.exitCode() ?? 0;
  } catch (error) {
    const { reportFailure } = await import('./report-failure.js');
    return reportFailure(error, words, io, signals.exitCode());
  }
};
