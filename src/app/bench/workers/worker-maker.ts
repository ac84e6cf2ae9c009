import { worstHealth } from '../../../bench/client-health.js';
import type { BenchJob, JobOutcome } from '../job.js';
import type { LoadHooks, LoadMaker } from '../load-maker.js';
import { createBoardMemory, openBoard } from './board.js';
import type { WorkerData, WorkerSubject } from './messages.js';
import { createLedgerMemory } from './shared-ledger.js';
import type { WorkerThread } from './worker-thread.js';
import { startWorkerThread } from './worker-thread.js';

/** From the word to begin to the beginning, so that every thread has heard it. */
const noticeMs = 25;

/** No thread gets a part without a request in flight. */
const partsOf = ({ plan: { load } }: BenchJob, most: number): number => Math.min(most, load.kind === 'closed' ? load.concurrency : load.maxInflight);

export type WorkerOptions = {
  readonly count: number;
  readonly maxCostUsd: number | undefined;
  readonly monotonicMs: () => number;
  /** Takes the lines of `--debug`; undefined without it. */
  readonly sayDebug: ((line: string) => void) | undefined;
};

const startThreads = (subjects: readonly WorkerSubject[], { count, maxCostUsd, sayDebug }: WorkerOptions): readonly WorkerThread[] => {
  const budget: WorkerData['budget'] = maxCostUsd === undefined ? undefined : { maxUsd: maxCostUsd, ledger: createLedgerMemory() };
  return Array.from({ length: count }, (_, index) => startWorkerThread({ index, subjects, budget, isDebugged: sayDebug !== undefined }, sayDebug ?? (() => undefined)));
};

/** Makes loads in so many threads, which deal out requests among them and begin at the same moment. */
export const createWorkerMaker = (subjects: readonly WorkerSubject[], options: WorkerOptions): LoadMaker => {
  const threads = startThreads(subjects, options);
  const make = async (job: BenchJob, hooks: LoadHooks): Promise<JobOutcome> => {
    const memory = createBoardMemory(job.names.length);
    const board = openBoard(memory);
    const parts = threads.slice(0, partsOf(job, threads.length));
    let warm = 0;
    const onWarm = (): void => {
      warm += 1;
      if (warm === parts.length) parts.forEach((part) => part.tell({ type: 'go', atMs: options.monotonicMs() + noticeMs }));
    };
    const onRow: LoadHooks['onRow'] = (row) => {
      hooks.onRow(row);
      if (hooks.isEnough()) board.end();
    };
    const stop = (): void => parts.forEach((part) => part.tell({ type: 'stop' }));
    const working = parts.map((part) => {
      part.tell({ type: 'job', job, count: parts.length, board: memory });
      return part.work({ ...hooks, onRow }, onWarm);
    });
    hooks.signal.addEventListener('abort', stop, { once: true });
    if (hooks.signal.aborted) stop();
    try {
      const outcomes = await Promise.all(working);
      return { client: { ...worstHealth(outcomes.map(({ client }) => client)), workers: parts.length }, isOverBudget: outcomes.some(({ isOverBudget }) => isOverBudget) };
    } finally {
      hooks.signal.removeEventListener('abort', stop);
    }
  };
  return {
    make,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
};
