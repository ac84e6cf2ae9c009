import { CommanderError } from 'commander';
import type { Io } from '../app/io.js';
import { UadaError } from '../core/errors.js';
import { redact } from '../core/secret.js';
import { ReaderGoneError } from '../render/writer.js';
import { ShownError } from './shown-error.js';

const helpCodes: readonly string[] = ['commander.helpDisplayed', 'commander.help', 'commander.version'];

const fromCommander = (error: CommanderError): UadaError => {
  // What follows the "=" of an unknown flag may be a key.
  const message = error.message.replace(/^error: /, '').replace(/^(unknown option '[^=']*=).*'/s, "$1…'").replace(/\s+/g, ' ').replace(/\(Did you mean (.*)\?\)$/, 'Did you mean $1?');
  return new UadaError('usage', `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`, {
    hint: /did you mean/i.test(message) ? undefined : 'See uada --help.',
  });
};

const asBug = (error: unknown): UadaError =>
  new UadaError('bug', `This is a bug in uada: ${error instanceof Error ? error.message : String(error)}`, {
    cause: error, hint: 'Run it again with --debug for the details, and report them.',
  });

const toUadaError = (error: unknown): UadaError => {
  if (error instanceof ShownError) return error.error;
  if (error instanceof UadaError) return error;
  return error instanceof CommanderError ? fromCommander(error) : asBug(error);
};

const wantsJson = (words: readonly string[]): boolean =>
  words.includes('--json') || words.some((word, index) => /^--format=(nd)?json$/.test(word) || (word === '--format' && /^(nd)?json$/.test(words[index + 1] ?? '')));

const printLine = async (error: UadaError, words: readonly string[], io: Io): Promise<void> => {
  const { sanitise } = await import('../render/sanitiser.js');
  const { toStderrLine } = await import('./stderr-line.js');
  // Filtered first: a credential with hidden characters in it is none that the redactor knows.
  io.stderr.write(toStderrLine(sanitise([error.message, error.hint].filter((part) => part !== undefined).join(' '))));
  if (words.includes('--debug') && error.cause instanceof Error) io.stderr.write(`${redact(sanitise(error.cause.stack ?? error.cause.message))}\n`);
};

const printJson = async (error: UadaError, io: Io): Promise<void> => {
  const { toJsonFailure } = await import('../render/json.js');
  io.stdout.write(`${JSON.stringify(toJsonFailure(error))}\n`);
};

/**
 * Says what went wrong, once, and gives the exit code of SPEC: one line on stderr, the error object on stdout
 * where JSON was asked for. A reader that left is no failure.
 */
export const reportFailure = async (thrown: unknown, words: readonly string[], io: Io, signalExitCode: number | undefined): Promise<number> => {
  if (thrown instanceof ReaderGoneError) return 0;
  if (thrown instanceof CommanderError && helpCodes.includes(thrown.code)) return 0;
  const error = toUadaError(thrown);
  if (!(thrown instanceof ShownError) && wantsJson(words)) await printJson(error, io);
  await printLine(error, words, io);
  return signalExitCode ?? error.exitCode;
};
