import type { CompletePlan } from '../app/complete-plan.js';
import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { createCodeBlockFilter } from '../render/first-code-block.js';
import type { PlainOptions } from '../render/plain.js';
import { createPlainPresenter } from '../render/plain.js';
import type { Presenter } from '../render/report.js';
import { createWriter } from '../render/writer.js';
import type { OutputTarget } from './output-target.js';

export type OutputForm = 'text' | 'json' | 'ndjson';

export const formOf = (settings: Settings): OutputForm => (settings.json ? 'json' : settings.format);

/** A view that draws needs a terminal on both sides that can move its cursor, and a person who wants it. */
export const wantsView = (settings: Settings, output: Pick<OutputTarget, 'isTerminal'>, io: Io): boolean =>
  output.isTerminal && !settings.screenReader && !settings.raw && !settings.code && !settings.quiet && !settings.unsafeRaw
  && io.environment['TERM'] !== 'dumb' && (io.environment['CI'] ?? '') === '';

/** Whoever asks for `--unsafe-raw` gets every byte, on a terminal too. */
const sanitisersFor = async (settings: Settings, output: OutputTarget, io: Io): Promise<PlainOptions['sanitisers']> => {
  const isThinkingSeen = io.stderr.isTTY === true;
  if (settings.unsafeRaw || (!output.isTerminal && !isThinkingSeen)) return undefined;
  const { createSanitiser } = await import('../render/sanitiser.js');
  return { text: output.isTerminal ? createSanitiser() : undefined, reasoning: isThinkingSeen ? createSanitiser() : undefined };
};

const wantsSentences = (settings: Settings, output: OutputTarget): boolean =>
  settings.screenReader && output.isTerminal && !settings.quiet && !settings.code && !settings.raw && !settings.unsafeRaw;

const createSentences = async (settings: Settings, output: OutputTarget, io: Io): Promise<Presenter> => {
  const [{ createLinearPresenter }, { createSafeWriter }] = await Promise.all([import('../render/linear.js'), import('../render/safe-writer.js')]);
  return createLinearPresenter({ out: createSafeWriter(output.writer), status: createSafeWriter(createWriter(io.stderr)), showsReasoning: settings.showReasoning });
};

/** How the answer of this run is shown. Only the form that is used is loaded. */
export const choosePresenter = async (settings: Settings, plan: CompletePlan, output: OutputTarget, io: Io): Promise<Presenter> => {
  const form = formOf(settings);
  const code = settings.code ? createCodeBlockFilter() : undefined;
  if (form === 'json') return (await import('../render/json.js')).createJsonPresenter(output.writer, code);
  if (form === 'ndjson') return (await import('../render/ndjson.js')).createNdjsonPresenter(output.writer, plan.target.row.id, code);
  if (wantsView(settings, output, io)) return (await import('./terminal-view.js')).createTerminalView(settings, plan, io);
  if (wantsSentences(settings, output)) return createSentences(settings, output, io);
  return createPlainPresenter({
    out: output.writer,
    reasoning: settings.showReasoning ? createWriter(io.stderr) : undefined,
    code,
    sanitisers: await sanitisersFor(settings, output, io),
    endsLine: output.isTerminal,
  });
};
