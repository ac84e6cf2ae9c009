import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import type { ComparePresenter } from '../render/compare-report.js';
import { createWriter } from '../render/writer.js';
import { chooseTheme } from './choose-theme.js';
import { formOf, wantsView } from './choose-presenter.js';

/** How a comparison is shown: lines of JSON for programs, columns on a terminal, plain text where none can be drawn. */
export const chooseComparePresenter = async (settings: Settings, names: readonly string[], io: Io): Promise<ComparePresenter> => {
  const isTerminal = io.stdout.isTTY === true;
  if (!isTerminal || formOf(settings) !== 'text') return (await import('../render/compare-ndjson.js')).createCompareNdjson(createWriter(io.stdout), names);
  if (!wantsView(settings, { isTerminal }, io)) {
    if (settings.screenReader) io.warn(`Waiting for ${names.length} answers: ${names.join(', ')}.`);
    return (await import('../render/compare-text.js')).createCompareText(createWriter(io.stdout), names, settings.screenReader ? 0 : io.stdout.columns ?? 80);
  }
  return (await import('../ui/compare-terminal.js')).createCompareTerminal({
    stdout: io.stdout, stderr: io.stderr, names, theme: chooseTheme(settings, io),
    showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs,
  });
};
