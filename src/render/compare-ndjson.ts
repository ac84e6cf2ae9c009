import type { ComparePresenter } from './compare-report.js';
import { toJsonAnswer } from './json.js';
import { toJsonLine } from './json-line.js';
import type { Writer } from './writer.js';

/** One object a model, in the order in which they end: that of `complete --json`, with `target`, the model that was asked. */
export const createCompareNdjson = (out: Writer, names: readonly string[]): ComparePresenter => ({
  showsFailures: false,
  wait: () => undefined,
  push: () => Promise.resolve(),
  end: (index, report, error) => out.write(toJsonLine({ target: names[index] ?? null, ...toJsonAnswer(report, error) })),
  close: () => Promise.resolve(),
});
