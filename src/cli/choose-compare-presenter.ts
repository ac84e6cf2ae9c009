import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import type { ComparePresenter } from '../render/compare-report.js';
import { createWriter } from '../render/writer.js';
import { chooseTheme } from './choose-theme.js';
import { formOf, wantsView } from './choose-presenter.js';
import { startWaiting } from './waiting.js';

/** Where no columns are drawn, a spinner on stderr tells how many answers are still to come, or that nothing has come yet. */
const withWaiting = (presenter: ComparePresenter, count: number, isStreamed: boolean, settings: Settings, io: Io): ComparePresenter => {
  let left = count;
  const toText = (): string => `waiting for ${left} of ${count} answers`;
  const waiting = startWaiting(toText(), settings, io);
  return {
    ...presenter,
    push: (index, event) => {
      // Whoever reads the pipe may write to the same terminal.
      if (isStreamed) waiting.end();
      return presenter.push(index, event);
    },
    end: async (...ended) => {
      left -= 1;
      if (isStreamed || left === 0) waiting.end();
      else waiting.say(toText());
      await presenter.end(...ended);
    },
    close: () => {
      waiting.end();
      return presenter.close();
    },
  };
};

/** How a comparison is shown: lines of JSON for programs, columns on a terminal, plain text where none can be drawn. */
export const chooseComparePresenter = async (settings: Settings, names: readonly string[], io: Io): Promise<ComparePresenter> => {
  const isTerminal = io.stdout.isTTY === true;
  if (!isTerminal || formOf(settings) !== 'text') {
    const lines = (await import('../render/compare-ndjson.js')).createCompareNdjson(createWriter(io.stdout), names);
    return formOf(settings) === 'text' ? withWaiting(lines, names.length, true, settings, io) : lines;
  }
  if (!wantsView(settings, { isTerminal }, io)) {
    if (settings.screenReader) io.warn(`Waiting for ${names.length} answers: ${names.join(', ')}.`);
    const text = (await import('../render/compare-text.js')).createCompareText(createWriter(io.stdout), names, settings.screenReader ? 0 : io.stdout.columns ?? 80);
    return withWaiting(text, names.length, false, settings, io);
  }
  return (await import('../ui/compare-terminal.js')).createCompareTerminal({
    stdout: io.stdout, stderr: io.stderr, names, theme: chooseTheme(settings, io),
    showReasoning: settings.showReasoning, monotonicMs: io.monotonicMs,
  });
};
