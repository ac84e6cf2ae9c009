import { diagnose } from '../app/doctor/diagnose.js';
import type { CheckResult } from '../app/doctor/check.js';
import { worstKind } from '../app/doctor/check.js';
import type { Io } from '../app/io.js';
import { readMock } from '../app/read-mock.js';
import { emptyConfig } from '../config/config.js';
import { resolvePaths } from '../config/paths.js';
import type { FlagValues } from '../config/settings.js';
import { resolveSettings } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import { redact } from '../core/secret.js';
import { toJsonLine } from '../render/json-line.js';
import { sanitise } from '../render/sanitiser.js';
import type { ReadSettings } from './read-settings.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { storeWriter } from './store-output.js';
import { startWaiting } from './waiting.js';

export type DoctorArguments = { readonly isOffline: boolean; readonly isJson: boolean; readonly flags: FlagValues; readonly mock: string | undefined };

const timeoutMs = 15_000;

/** A fault in config.toml is a finding like others: the rest is checked with the defaults. */
const readWhatIsRight = async (flags: FlagValues, io: Io): Promise<Pick<ReadSettings, 'settings' | 'config' | 'paths'>> => {
  const paths = resolvePaths(io.environment, io.platform);
  resolveSettings({ environment: {}, file: emptyConfig, flags });
  try {
    return await readSettings(flags, io);
  } catch (error) {
    if (!(error instanceof UadaError) || paths.configFile === null || !error.message.startsWith(paths.configFile)) throw error;
    return { settings: resolveSettings({ environment: io.environment, file: emptyConfig, flags }).values, config: emptyConfig, paths };
  }
};

const statusWords = { ok: 'ok', warn: 'warn', fail: 'FAIL', skip: 'skip' } as const;

const toLine = ({ name, status, detail, fix, elapsedMs }: CheckResult, width: number): string => {
  const text = sanitise(redact([detail, fix].filter((part) => part !== undefined).join(' → '))).replace(/\s*\n\s*/g, ' ');
  return `${statusWords[status].padEnd(4)}  ${name.padEnd(width)}  ${`${Math.round(elapsedMs)} ms`.padStart(8)}  ${text}\n`;
};

const toJson = ({ name, status, detail, fix, kind, elapsedMs }: CheckResult): Readonly<Record<string, unknown>> => ({
  check: name, status, detail: redact(detail), fix: fix === undefined ? null : redact(fix), kind: status === 'fail' ? kind ?? 'usage' : null, elapsed_ms: Math.round(elapsedMs),
});

/** `doctor`: a line a check on stdout. Fails with the class of the worst failure. */
export const runDoctor = async ({ isOffline, isJson, flags, mock: words }: DoctorArguments, io: Io): Promise<void> => {
  const { settings, config, paths } = await readWhatIsRight(flags, io);
  const mock = words === undefined ? undefined : await readMock(words);
  const input = { settings, config, places: { environment: io.environment, config, configDir: paths.configDir }, mock, io };
  if (mock !== undefined) io.warn('The answers are simulated: --mock stands in for the providers.');
  const waiting = isJson ? undefined : startWaiting('running the checks', settings, io);
  const results = await diagnose({ input, paths, isOffline, timeoutMs }).finally(() => waiting?.end());
  const width = Math.max(...results.map(({ name }) => name.length));
  await storeWriter(io).write(isJson ? toJsonLine(results.map(toJson)) : results.map((result) => toLine(result, width)).join(''));
  const kind = worstKind(results);
  const count = results.filter(({ status }) => status === 'fail').length;
  if (kind !== undefined) throw new ShownError(new UadaError(kind, count === 1 ? 'One check failed.' : `${count} checks failed.`));
};
