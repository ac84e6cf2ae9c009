import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import { createTheme } from '../render/markdown/theme.js';
import type { ComparePresenter } from '../render/compare-report.js';
import { createWriter } from '../render/writer.js';
import { formOf, wantsView } from './choose-presenter.js';
import { wantsColor } from './wants-color.js';

/** How a comparison is shown: lines of JSON for programs, columns on a terminal, plain text where none can be drawn. */
export const chooseComparePresenter = async (settings: Settings, names: readonly string[], io: Io): Promise<ComparePresenter> => {
  const isTerminal = io.stdout.isTTY === true;
  if (!isTerminal || formOf(settings) !== 'text') return (await import('../render/compare-ndjson.js')).createCompareNdjson(createWriter(io.stdout), names);
  if (!wantsView(settings, { isTerminal }, io)) {
    return (await import('../render/compare-text.js')).createCompareText(createWriter(io.stdout), names, io.stdout.columns ?? 80);
  }
  return (await import('../ui/compare-terminal.js')).createCompareTerminal({
    stdout: io.stdout, stderr: io.stderr, names, theme: createTheme({ color: wantsColor(settings, io) }),
    showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs,
  });
};
