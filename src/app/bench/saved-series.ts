import type { LoadModel } from '../../bench/plan.js';
import type { JsonObject } from '../../core/request.js';
import { isObject, toArray, toNumber, toText } from '../../protocols/json.js';
import type { BenchOutcome } from './bench.js';
import type { FindMaxOutcome } from './series.js';
import type { BenchTargetOutcome } from './steps.js';

/** What a run of several loads has beside its targets: the names of those it is judged by, and what a search came to. */
export const toSavedSeries = ({ steps, targets, findMax }: BenchOutcome): JsonObject | null =>
  (steps === undefined ? null : { judged: targets.map(({ summary }) => summary.target), find_max: findMax ?? null });

const readFindMax = (saved: unknown): FindMaxOutcome | undefined => {
  if (!isObject(saved)) return undefined;
  return {
    bounds: toText(saved['bounds']), unit: saved['unit'] === 'concurrency' ? 'concurrency' : 'requests/s',
    best: toNumber(saved['best']), isConfirmed: saved['isConfirmed'] === true,
  };
};

/** A load of a saved run. Rejects what is none. */
export const readSavedLoad = (saved: unknown): LoadModel | undefined => {
  if (saved === undefined || saved === null) return undefined;
  if (isObject(saved) && (typeof saved['concurrency'] === 'number' || typeof saved['ratePerSecond'] === 'number')) return saved as unknown as LoadModel;
  throw new Error('not a load');
};

/** The targets a run is judged by, and its steps where it had several loads, out of all that were saved. */
export const readSavedSeries = (saved: unknown, all: readonly BenchTargetOutcome[]): Pick<BenchOutcome, 'targets' | 'steps' | 'findMax'> => {
  if (!isObject(saved)) return { targets: all };
  const judged = toArray(saved['judged']);
  return { targets: all.filter(({ summary }) => judged.includes(summary.target)), steps: all, findMax: readFindMax(saved['find_max']) };
};
