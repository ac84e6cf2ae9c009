import type { BenchRow } from '../../../bench/row.js';
import type { FromWorker, PlainRow } from './messages.js';
import { toPlainError } from './plain-error.js';

/** What ended may wait so long for more of it: every message costs both threads time. A failure is told at once. */
const patienceMs = 50;

export type ProgressPost = {
  readonly onStart: (target: string, index: number) => void;
  readonly onRow: (row: BenchRow) => void;
  readonly flush: () => void;
};

/** Collects what goes on in a thread, and posts it a few times a second. */
export const createProgressPost = (post: (message: FromWorker) => void): ProgressPost => {
  let starts: [string, number][] = [];
  let rows: PlainRow[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (starts.length + rows.length > 0) post({ type: 'progress', starts, rows });
    starts = [];
    rows = [];
  };
  const wait = (): void => {
    timer ??= setTimeout(flush, patienceMs);
  };
  return {
    flush,
    onStart: (target, index) => {
      starts.push([target, index]);
      wait();
    },
    onRow: (row) => {
      rows.push({ ...row, error: row.error === null ? null : toPlainError(row.error) });
      if (row.error === null) wait();
      else flush();
    },
  };
};
