import { candidateName } from '../app/candidate-name.js';
import { complete } from '../app/complete.js';
import type { Conversation } from '../app/conversation.js';
import { openHistorySession } from '../app/history-session.js';
import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import { withWarn } from '../app/io.js';
import { judgeAnswer } from '../app/judge-answer.js';
import { toNoticeLine, toPause } from '../app/notice-line.js';
import { toConnectingText, toWaitingText } from '../app/waiting-for.js';
import { planComplete } from '../app/plan-complete.js';
import { readMock } from '../app/read-mock.js';
import { createStoreWarning } from '../app/store-warning.js';
import type { PromptSources } from '../app/input/read-prompt.js';
import { readPrompt } from '../app/input/read-prompt.js';
import type { RunTally } from '../app/run-tally.js';
import { createRunTally } from '../app/run-tally.js';
import { tallyAnswer } from '../app/tally-answer.js';
import type { FlagValues } from '../config/settings.js';
import type { Settings } from '../config/setting-rows.js';
import type { AnswerRecorder } from '../core/answer.js';
import { createAnswerRecorder, largestKeptAnswer } from '../core/answer.js';
import type { AnswerReport, Presenter } from '../render/report.js';
import { ReaderGoneError } from '../render/writer.js';
import { choosePresenter, formOf } from './choose-presenter.js';
import type { OpenedTemplate } from './open-template.js';
import { openOutput } from './output-target.js';
import type { ReadSettings } from './read-settings.js';
import { readSettings } from './read-settings.js';
import { toPlanLine } from './plan-line.js';
import { ShownError } from './shown-error.js';
import { toStderrLine } from './stderr-line.js';
import { toUadaError } from './to-uada-error.js';

export type CompleteArguments = {
  readonly words: readonly string[];
  readonly flags: FlagValues;
  /** What follows `--mock=`; undefined without the flag. */
  readonly mock: string | undefined;
  /** What to work on when there is neither a file nor piped input. */
  readonly otherwise?: ((io: Io) => ReturnType<NonNullable<PromptSources['otherwise']>>) | undefined;
};

/** Most runs have no template, and load nothing for one. */
const withTemplate = async (read: ReadSettings, flags: FlagValues): Promise<OpenedTemplate> =>
  read.settings.template === undefined && read.settings.variables === undefined
    ? { read, template: undefined }
    : (await import('./open-template.js')).openTemplate(read, flags);

const prepare = async ({ words, mock, otherwise }: CompleteArguments, { read, template }: OpenedTemplate, io: Io, conversation: Conversation): Promise<CompletePlan> => {
  const { settings, config, paths } = read;
  const plannedMock = mock === undefined ? undefined : await readMock(mock);
  const message = await readPrompt({
    words, files: settings.files ?? [], readsStdin: settings.stdin, stdinWaitMs: settings.stdinWaitMs,
    openTransport: async () => (await import('../app/connect.js')).openTransport(settings, io.environment),
    compose: template?.compose, needsInput: template?.needsInput,
    otherwise: otherwise === undefined ? undefined : () => otherwise(settings.quiet ? withWarn(io, () => undefined) : io),
  }, io);
  const places = { environment: io.environment, config, configDir: paths.configDir };
  return planComplete({ ...read, settings, config, places, mock: plannedMock, io }, message, conversation);
};

/** `--usage` asks for the line; a view shows it by itself. */
const sayUsage = async (report: AnswerReport, settings: Settings, io: Io): Promise<void> => {
  if (!settings.usage && !settings.verbose) return;
  const { toUsageLine } = await import('../render/usage-line.js');
  const { sanitise } = await import('../render/sanitiser.js');
  io.stderr.write(`${sanitise(toUsageLine(report))}\n`);
};

const show = async (
  plan: CompletePlan, read: ReadSettings, io: Io, presenter: Presenter, recorder: AnswerRecorder, tally: RunTally,
  warnOfStore: (line: string) => void, defer: (work: Promise<void>) => void,
): Promise<void> => {
  const { settings, config, paths } = read;
  if (plan.target.mock !== undefined && !settings.quiet) io.warn('The answer is simulated: --mock stands in for the provider.');
  if (settings.verbose) io.warn(toPlanLine(plan));
  const events = complete({
    plan, settings, places: { environment: io.environment, config, configDir: paths.configDir },
    dataDir: paths.dataDir, maxCacheBytes: settings.cacheMaxBytes, io, warnOfStore, defer,
    notify: (notice) => {
      tally.onNotice(notice);
      if (notice.type === 'retry' || notice.type === 'rate_limit') presenter.wait?.(...toPause(notice));
      if (notice.type === 'race' && presenter.lose !== undefined) presenter.lose(`${notice.provider}/${notice.model}`, notice.reason);
      else if (!settings.quiet) io.warn(toNoticeLine(notice));
    },
    onRequest: (candidate) => {
      tally.onRequest();
      presenter.connect?.(toConnectingText(candidate));
    },
    onConnect: (candidate) => presenter.wait?.(toWaitingText(candidate)),
    onAnswerer: (candidate) => {
      tally.onAnswerer(candidate);
      presenter.win?.(candidateName(candidate));
    },
  });
  for await (const event of events) {
    recorder.push(event);
    await presenter.push(event);
  }
};

const finish = async (report: AnswerReport, settings: Settings, io: Io, presenter: Presenter, { lengthFlag }: RunTally): Promise<void> => {
  const { notice, error } = judgeAnswer(report.answer, settings.strict, lengthFlag);
  if (error !== undefined) throw error;
  await presenter.end(report);
  if (notice !== undefined && !settings.quiet) io.warn(notice);
  await sayUsage(report, settings, io);
};

/** `complete`: one prompt, one answer on stdout, everything else on stderr. */
export const runComplete = async (given: CompleteArguments, io: Io): Promise<void> => {
  const opened = await withTemplate(await readSettings(given.flags, io), given.flags);
  const { read } = opened;
  const { settings } = read;
  const warnOfStore = createStoreWarning(io);
  const session = await openHistorySession({ settings, dataDir: read.paths.dataDir, io, warnOfStore });
  const plan = await prepare(given, opened, io, session.conversation);
  if (settings.dryRun) return (await import('./show-plan.js')).showPlan(plan, settings, io);
  const output = openOutput(settings.output, io);
  const presenter = await choosePresenter(settings, plan, output, io);
  const shown = presenter.warn === undefined ? io : withWarn(io, (line) => presenter.warn?.(toStderrLine(line)));
  const tally = createRunTally(plan);
  const recorder = createAnswerRecorder({
    provider: plan.target.row.id, model: plan.request.model, monotonicMs: io.monotonicMs,
    // What only the history wants need not be held whole, however much a provider sends.
    ...(formOf(settings) === 'json' ? {} : { mostCharacters: largestKeptAnswer }),
  });
  const behind: Promise<void>[] = [];
  try {
    await show(plan, read, shown, presenter, recorder, tally, warnOfStore, (work) => behind.push(work));
    const report = await tallyAnswer(recorder.answer(), plan, tally);
    await session.record(plan.request, report.answer, report.costUsd);
    await finish(report, settings, io, presenter, tally);
  } catch (error) {
    const report = await tallyAnswer(recorder.answer(), plan, tally);
    // What came was paid for: it is kept, also when the reader of the pipe did not want more of it.
    if (report.answer.finishReason === null) await session.record(plan.request, report.answer, report.costUsd);
    if (error instanceof ReaderGoneError) throw error;
    const failure = toUadaError(error);
    await presenter.fail(report, failure);
    throw new ShownError(failure);
  } finally {
    await output.close();
    await Promise.all(behind);
  }
};
