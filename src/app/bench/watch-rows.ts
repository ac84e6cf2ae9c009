import type { GapStore } from '../../bench/gap-store.js';
import { createGapStore } from '../../bench/gap-store.js';
import type { BenchRow } from '../../bench/row.js';
import { UadaError } from '../../core/errors.js';
import type { LoadWatcher } from './load-watcher.js';

/** How many errors end a run: a number of them, or a share once enough requests have ended to tell. */
export type ErrorLimit = { readonly kind: 'count' | 'share'; readonly limit: number };

/** The requests of a run while it goes on. */
export type RowWatch = LoadWatcher & {
  readonly rows: BenchRow[];
  readonly gaps: GapStore;
  /** Why the requests themselves ended the run; undefined when they did not. */
  stoppedBy(): UadaError | undefined;
};

/** With fewer ended requests a share of errors says nothing. */
const leastForShare = 20;

/** Keeps the requests of a run, tells the watchers of them, and stops it for a refused key or too many errors. */
export const watchRows = (errorLimit: ErrorLimit | undefined, watchers: readonly LoadWatcher[], stop: AbortController): RowWatch => {
  const rows: BenchRow[] = [];
  const gaps = createGapStore();
  let stoppedBy: UadaError | undefined;
  let failed = 0;
  const end = (error: UadaError): void => {
    stoppedBy ??= error;
    stop.abort();
  };
  const isTooMany = (): boolean => {
    if (errorLimit === undefined) return false;
    return errorLimit.kind === 'count' ? failed > errorLimit.limit : rows.length >= leastForShare && failed / rows.length > errorLimit.limit;
  };
  return {
    rows, gaps,
    stoppedBy: () => stoppedBy,
    onLoad: (load) => watchers.forEach((watcher) => watcher.onLoad(load)),
    onStart: (target, index) => watchers.forEach((watcher) => watcher.onStart(target, index)),
    onRow: (row, costUsd) => {
      rows.push(gaps.take(row));
      if (row.errorClass !== null && row.errorClass !== 'cancelled') failed += 1;
      if (row.errorClass === 'auth' && row.error !== null) end(row.error);
      else if (isTooMany()) end(new UadaError('partial', `The run was stopped after ${failed} failed requests (--max-errors).`, { cause: row.error }));
      for (const watcher of watchers) watcher.onRow(row, costUsd);
    },
  };
};
