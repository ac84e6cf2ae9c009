import type { Writable } from 'node:stream';
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

type Output = NodeJS.WriteStream;

/** Standard streams that are opened when they are used: opening one loads Node's network code. */
const createStreams = (): { readonly stdout: () => Output; readonly stderr: () => Output; flush(): Promise<void> } => {
  const open = new Map<'stdout' | 'stderr', Output>();
  const use = (name: 'stdout' | 'stderr') => (): Output => {
    const known = open.get(name);
    if (known !== undefined) return known;
    const stream = process[name];
    // A reader that goes away is found by the writer; without a listener Node would end with a stack.
    stream.on('error', () => undefined);
    open.set(name, stream);
    return stream;
  };
  return {
    stdout: use('stdout'),
    stderr: use('stderr'),
    flush: async () => {
      await Promise.all([...open.values()].map(flushed));
    },
  };
};

/** Resolves when everything written is with the system: a pipe keeps what it was given, even when the process ends then. */
const flushed = (stream: Writable): Promise<void> =>
  new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });

const createIo = (signal: AbortSignal, streams: ReturnType<typeof createStreams>): Io => ({
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return streams.stdout();
  },
  get stderr() {
    return streams.stderr();
  },
  environment: readEnvironment(),
  platform: process.platform,
  signal,
  now: Date.now,
  // `performance` would load a module that a cached answer needs for nothing else.
  monotonicMs: () => {
    const [seconds, nanoseconds] = process.hrtime();
    return seconds * 1000 + nanoseconds / 1e6;
  },
  warn: (line) => void streams.stderr().write(toStderrLine(line)),
});

const report = async (error: unknown, words: readonly string[], io: Io, signalExitCode?: number): Promise<number> =>
  (await import('./report-failure.js')).reportFailure(error, words, io, signalExitCode);

const execute = async (words: readonly string[], version: string, io: Io, signals: Signals): Promise<number> => {
  try {
    const { runCommandLine } = await import('./run-command-line.js');
    await runCommandLine(words, io, version);
    return signals.exitCode() ?? 0;
  } catch (error) {
    return report(error, words, io, signals.exitCode());
  }
};

/** What nobody caught is a bug, too: said as every failure is, in a line without a stack or a key, and the terminal is left in order. */
const watchBugs = (report: (error: unknown) => Promise<number>, endNow: (exitCode: number) => void): void => {
  let isReported = false;
  process.on('uncaughtException', (error) => {
    // The other requests of the same run meet the same bug.
    if (isReported) return;
    isReported = true;
    void report(error).then(endNow, () => endNow(1));
  });
};

/**
 * Runs one command line and resolves with its exit code, when everything it wrote has left the process. Never
 * rejects and never ends the process itself; `endNow` is called when a second signal leaves no time for an orderly end.
 */
export const run = async (words: readonly string[], version: string, endNow: (exitCode: number) => void): Promise<number> => {
  const signals = watchSignals(endNow);
  const streams = createStreams();
  const io = createIo(signals.aborted, streams);
  const ended = async (exitCode: Promise<number>): Promise<number> => {
    const code = await exitCode;
    await streams.flush();
    return code;
  };
  watchBugs((error) => ended(report(error, words, io)), endNow);
  return ended(execute(words, version, io, signals));
};
