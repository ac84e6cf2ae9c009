import { Worker } from 'node:worker_threads';
import { packageFile } from '../../../config/package-file.js';
import { UadaError } from '../../../core/errors.js';
import type { JobOutcome } from '../job.js';
import type { LoadHooks } from '../load-maker.js';
import { readSavedHistogram } from '../saved-gaps.js';
import type { FromWorker, ToWorker, WorkerData } from './messages.js';
import { fromPlainError } from './plain-error.js';

type Done = Extract<FromWorker, { type: 'done' }>;

/** A thread that makes its part of one load after the other. */
export type WorkerThread = {
  tell(message: ToWorker): void;
  /** Hands over what the thread tells of a job, and resolves with how it fared; rejects when it broke. */
  work(hooks: LoadHooks, onWarm: () => void): Promise<JobOutcome>;
  close(): Promise<void>;
};

const takeGaps = async ({ gaps }: Done, { onGaps }: LoadHooks): Promise<void> => {
  for (const [target, saved] of gaps) onGaps(target, await readSavedHistogram(saved));
};

const takeProgress = ({ starts, rows }: Extract<FromWorker, { type: 'progress' }>, { onStart, onRow }: LoadHooks): void => {
  for (const [target, index] of starts) onStart(target, index);
  for (const row of rows) onRow({ ...row, error: row.error === null ? null : fromPlainError(row.error) });
};

/** Starts a thread. What it needs goes to it through the memory of this process, never through arguments or the environment. */
export const startWorkerThread = (data: WorkerData, sayDebug: (line: string) => void): WorkerThread => {
  const worker = new Worker(packageFile('dist/bench-worker.cjs'), { workerData: data, argv: [], env: {} });
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'debug') sayDebug(message.line);
  });
  const broken = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new UadaError('bug', 'A thread of the load generator ended by itself.')));
  });
  broken.catch(() => undefined);
  const work = (hooks: LoadHooks, onWarm: () => void): Promise<JobOutcome> => new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      worker.off('message', listen);
      settle();
    };
    const listen = (message: FromWorker): void => {
      if (message.type === 'warm') onWarm();
      else if (message.type === 'progress') takeProgress(message, hooks);
      else if (message.type === 'failed') end(() => reject(fromPlainError(message.error)));
      else if (message.type === 'done') end(() => void takeGaps(message, hooks).then(() => resolve(message.outcome), reject));
    };
    worker.on('message', listen);
    broken.catch(reject);
  });
  return {
    tell: (message) => worker.postMessage(message), work,
    close: async () => {
      await worker.terminate();
    },
  };
};
