import type { Io } from '../app/io.js';
import type { UadaError } from '../core/errors.js';
import { redact } from '../core/secret.js';
import { ReaderGoneError } from '../render/writer.js';
import { ShownError } from './shown-error.js';
import { toUadaError } from './to-uada-error.js';

const wantsJson = (words: readonly string[]): boolean =>
  words.includes('--json') || words.some((word, index) => /^--format=(nd)?json$/.test(word) || (word === '--format' && /^(nd)?json$/.test(words[index + 1] ?? '')));

const printLine = async (error: UadaError, words: readonly string[], io: Io): Promise<void> => {
  const { sanitise } = await import('../render/sanitiser.js');
  const { toStderrLine } = await import('./stderr-line.js');
  io.stderr.write(toStderrLine([error.message, error.hint].filter((part) => part !== undefined).join(' ')));
  if (words.includes('--debug') && error.cause instanceof Error) io.stderr.write(`${redact(sanitise(error.cause.stack ?? error.cause.message))}\n`);
};

/** The object of the command that was to print one, for a failure before it had anything to say. */
const toFailure = async (error: UadaError, words: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { toJsonError, toJsonFailure } = await import('../render/json.js');
  if (words[0] !== 'bench') return toJsonFailure(error);
  const { emptyBenchJson } = await import('../app/bench/json.js');
  return { ...emptyBenchJson, error: toJsonError(error) };
};

const printJson = async (error: UadaError, words: readonly string[], io: Io): Promise<void> => {
  const { toJsonLine } = await import('../render/json-line.js');
  io.stdout.write(toJsonLine(await toFailure(error, words)));
};

/**
 * Says what went wrong, once, and gives the exit code of SPEC: one line on stderr, the error object on stdout
 * where JSON was asked for. A reader that left is no failure.
 */
export const reportFailure = async (thrown: unknown, words: readonly string[], io: Io, signalExitCode: number | undefined): Promise<number> => {
  if (thrown instanceof ReaderGoneError) return 0;
  const error = toUadaError(thrown);
  if (!(thrown instanceof ShownError) && wantsJson(words)) await printJson(error, words, io);
  await printLine(error, words, io);
  return signalExitCode ?? error.exitCode;
};
