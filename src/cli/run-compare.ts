import type { CompareObserver } from '../app/compare.js';
import { compare } from '../app/compare.js';
import { openHistorySession } from '../app/history-session.js';
import type { Io } from '../app/io.js';
import { withWarn } from '../app/io.js';
import type { PlanInput } from '../app/plan-complete.js';
import type { Entrant } from '../app/plan-compare.js';
import { planCompare } from '../app/plan-compare.js';
import { readMock } from '../app/read-mock.js';
import { readPrompt } from '../app/input/read-prompt.js';
import { createStoreWarning } from '../app/store-warning.js';
import type { Settings } from '../config/setting-rows.js';
import type { FlagValues } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import type { ComparePresenter } from '../render/compare-report.js';
import { chooseComparePresenter } from './choose-compare-presenter.js';
import { toPlanLine } from './plan-line.js';
import type { ReadSettings } from './read-settings.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { toStderrLine } from './stderr-line.js';

export type CompareArguments = {
  readonly words: readonly string[];
  /** What followed each `-m`. */
  readonly models: unknown;
  readonly flags: FlagValues;
  /** What follows `--mock=`; undefined without the flag. */
  readonly mock: string | undefined;
};

/** The models of the command line; without any, those of UADA_MODEL or the config file. */
const namesOf = (given: unknown, settings: Settings): readonly string[] => {
  const texts = Array.isArray(given) ? (given as readonly string[]) : [settings.model ?? ''];
  return texts.flatMap((text) => text.split(',')).map((name) => name.trim()).filter((name) => name !== '');
};

const checkAddress = (flags: FlagValues): void => {
  if (flags.baseUrl === undefined || flags.provider !== undefined) return;
  throw new UadaError('usage', 'An address counts for the models of one provider only.', { hint: 'Name the provider with -p beside --base-url.' });
};

const plan = async ({ words, models, flags, mock }: CompareArguments, { settings, config, paths }: ReadSettings, io: Io): Promise<readonly Entrant[]> => {
  checkAddress(flags);
  const message = await readPrompt({
    words, files: settings.files ?? [], readsStdin: settings.stdin, stdinWaitMs: settings.stdinWaitMs,
    openTransport: async () => (await import('../app/connect.js')).openTransport(settings, io.environment),
  }, io);
  const input: PlanInput = {
    settings, config, io, places: { environment: io.environment, config, configDir: paths.configDir },
    mock: mock === undefined ? undefined : await readMock(mock), isProviderNewer: flags.provider !== undefined,
  };
  return planCompare(namesOf(models, settings), input, message);
};

const showPlans = async (entrants: readonly Entrant[], settings: Settings, io: Io): Promise<void> => {
  const { showPlan } = await import('./show-plan.js');
  for (const entrant of entrants) {
    if ('plan' in entrant) await showPlan(entrant.plan, settings, io);
    else io.warn(`${entrant.name}: ${entrant.error.message}`);
  }
};

const sayPlans = (entrants: readonly Entrant[], settings: Settings, io: Io): void => {
  if (!settings.quiet && entrants.some((entrant) => 'plan' in entrant && entrant.plan.target.mock !== undefined)) {
    io.warn('The answers are simulated: --mock stands in for the providers.');
  }
  if (settings.verbose) entrants.forEach((entrant) => 'plan' in entrant && io.warn(toPlanLine(entrant.plan)));
};

/** Failures that are not shown with the answers get a line of their own on stderr. */
const observe = (presenter: ComparePresenter, entrants: readonly Entrant[], io: Io): CompareObserver => ({
  wait: (index, what) => presenter.wait(index, what),
  push: (index, event) => presenter.push(index, event),
  end: async (index, report, error) => {
    await presenter.end(index, report, error);
    if (error !== undefined && error.kind !== 'cancelled' && !presenter.showsFailures) io.warn(toFailureLine(entrants[index]?.name ?? '', error));
  },
});

const toFailureLine = (name: string, error: UadaError): string =>
  [`${name}: ${error.message}`, error.hint].filter((part) => part !== undefined).join(' ');

/** `compare`: one prompt, an answer of every model. Failures leave the other answers alone. */
export const runCompare = async (given: CompareArguments, io: Io): Promise<void> => {
  const read = await readSettings(given.flags, io);
  const { settings, config, paths } = read;
  const entrants = await plan(given, read, io);
  if (settings.dryRun) return showPlans(entrants, settings, io);
  const presenter = await chooseComparePresenter(settings, entrants.map(({ name }) => name), io);
  const shown = presenter.warn === undefined ? io : withWarn(io, (line) => presenter.warn?.(toStderrLine(line)));
  const warnOfStore = createStoreWarning(shown);
  sayPlans(entrants, settings, shown);
  const failure = await compare({
    entrants, settings, places: { environment: io.environment, config, configDir: paths.configDir },
    dataDir: paths.dataDir, maxCacheBytes: settings.cacheMaxBytes, warnOfStore, isStrict: settings.strict,
    io: settings.quiet ? withWarn(shown, () => undefined) : shown,
    record: async (request, answer, costUsd) => {
      const session = await openHistorySession({ settings: { ...settings, continueLast: false, session: undefined }, dataDir: paths.dataDir, io: shown, warnOfStore });
      await session.record(request, answer, costUsd);
    },
    observer: observe(presenter, entrants, shown),
  }).finally(() => presenter.close());
  if (failure !== undefined) throw new ShownError(failure);
};
