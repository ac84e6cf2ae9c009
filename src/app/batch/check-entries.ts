import { UadaError } from '../../core/errors.js';
import type { BatchEntry, BatchItem } from './batch-item.js';
import type { BatchSource } from './batch-source.js';
import type { IdTable } from './id-table.js';
import { createIdTable } from './id-table.js';
import { hashNumber } from './journal.js';
import type { ItemPlanner } from './plan-item.js';

export type CheckOptions = {
  readonly source: BatchSource;
  readonly planner: ItemPlanner;
  /** What an earlier run answered. */
  readonly answered: IdTable | undefined;
};

const changed = ({ name }: BatchSource, { line, id }: BatchItem): UadaError =>
  new UadaError('usage', `${name}, line ${line}: the prompt with the id ${JSON.stringify(id)} is not the one that the output has an answer to.`, {
    hint: 'Give a changed prompt an id of its own, or write to another file after --output.',
  });

/** Plans each provider and model once, so that a name that is none is found before anything is asked: resolves to its `usage` error. */
const createModelCheck = (planner: ItemPlanner): ((item: BatchItem) => Promise<UadaError | undefined>) => {
  const checked = new Set<string>();
  return async (item) => {
    const { provider, model } = item.settings;
    const name = JSON.stringify([provider, model]);
    if (checked.has(name)) return undefined;
    try {
      await planner(item);
    } catch (error) {
      if (error instanceof UadaError && error.kind === 'usage') return error;
      throw error;
    }
    checked.add(name);
    return undefined;
  };
};

const asBad = ({ name }: BatchSource, { line, index }: BatchItem, error: UadaError): BatchEntry =>
  ({ bad: { line, index, error: new UadaError('usage', `${name}, line ${line}: ${error.message}`, { hint: error.hint }) } });

/**
 * The prompts of a source, those that must not be asked turned into bad lines: an id that was there before, a model
 * that is none. Throws a `usage` error for a prompt that has changed since it was answered.
 */
export async function* checkEntries({ source, planner, answered }: CheckOptions, signal: AbortSignal): AsyncGenerator<BatchEntry> {
  const ids = createIdTable();
  const checkModel = createModelCheck(planner);
  for await (const entry of source.entries(signal)) {
    if ('bad' in entry) {
      yield entry;
      continue;
    }
    const { item } = entry;
    const earlier = ids.add(String(item.id), item.line);
    if (earlier !== undefined) {
      yield asBad(source, item, new UadaError('usage', `The id ${JSON.stringify(item.id)} is that of line ${earlier} already.`, { hint: 'Ids tell the answers apart: give each prompt its own.' }));
      continue;
    }
    const hash = answered?.get(String(item.id));
    if (hash !== undefined && hash !== hashNumber(item.hash)) throw changed(source, item);
    const fault = await checkModel(item);
    yield fault === undefined ? entry : asBad(source, item, fault);
  }
}

/**
 * Reads a file through before anything is asked and resolves to the number of its records. Throws the `usage` error
 * of its first bad line, unless those are to be skipped.
 */
export const countEntries = async (options: CheckOptions, skipsBadLines: boolean, signal: AbortSignal): Promise<number> => {
  let total = 0;
  for await (const entry of checkEntries(options, signal)) {
    total += 1;
    if ('bad' in entry && !skipsBadLines) throw withSkipHint(entry.bad.error);
  }
  signal.throwIfAborted();
  if (total === 0) throw new UadaError('usage', `${options.source.name} holds no prompt.`, { hint: 'Write one a line, as JSON: "a text" or {"prompt":"…"}.' });
  return total;
};

/** The error of a bad line that ends a run. */
export const withSkipHint = (error: UadaError): UadaError =>
  new UadaError('usage', error.message, { hint: `${error.hint === undefined ? '' : `${error.hint} `}--skip-bad-lines goes on without such lines.` });
