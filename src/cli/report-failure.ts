import type { Io } from '../app/io.js';
import type { UadaError } from '../core/errors.js';
import { redact } from '../core/secret.js';
import { ReaderGoneError } from '../render/writer.js';
import { ShownError } from './shown-error.js';
import { toUadaError } from './to-uada-error.js';

/** The form that a flag asks for, the last one; undefined where there is none. */
const formOfWords = (words: readonly string[]): string | undefined => {
  if (words.includes('--json')) return 'json';
  const forms = words.flatMap((word, index) => (word === '--format' ? words[index + 1] ?? '' : /^--format=(.*)$/.exec(word)?.[1] ?? []));
  return forms.at(-1);
};

/** Commands whose `--json` is a flag of their own, which no variable and no config file sets. */
const withoutSetting: ReadonlySet<string> = new Set(['chat', 'templates', 'models', 'providers', 'doctor', 'cache', 'history', 'config', 'keys', 'mock', 'completion']);

/** The form that variables and the config file ask for; where these are what is wrong, UADA_JSON alone tells. */
const formOfSettings = async (io: Io): Promise<string> => {
  try {
    const { readSettings } = await import('./read-settings.js');
    return (await readSettings({ quiet: true }, io)).settings.format;
  } catch {
    return /^(?:1|true|yes|on)$/i.test(io.environment['UADA_JSON']?.trim() ?? '') ? 'json' : 'text';
  }
};

const wantsJson = async (words: readonly string[], io: Io): Promise<boolean> =>
  /^(?:nd)?json$/.test(formOfWords(words) ?? (withoutSetting.has(words[0] ?? '') ? 'text' : await formOfSettings(io)));

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
  if (!(thrown instanceof ShownError) && await wantsJson(words, io)) await printJson(error, words, io);
  await printLine(error, words, io);
  return signalExitCode ?? error.exitCode;
};
