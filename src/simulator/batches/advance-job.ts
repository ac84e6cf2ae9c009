import type { BatchServer, ServedFile, ServedResult } from '../../protocols/batch-server.js';
import type { Random } from '../random.js';
import type { BatchStore, KeptJob } from './batch-store.js';

/** Answers the requests of a batch, from the first to the given one; those behind get the reason why not. */
export type AnswerLines = (job: KeptJob, count: number, rest: 'expired' | 'cancelled') => Promise<readonly ServedResult[]>;

type Advance = { readonly server: BatchServer; readonly store: BatchStore; readonly answer: AnswerLines; readonly random: Random };

const isDone = ({ stage }: KeptJob): boolean => stage === 'ended' || stage === 'failed' || stage === 'expired' || stage === 'cancelled';

/** Results come in any order (Fisher and Yates), where the vendor does not promise one. */
const shuffle = (results: readonly ServedResult[], random: Random): readonly ServedResult[] => {
  const all = [...results];
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [all[index], all[other]] = [all[other] as ServedResult, all[index] as ServedResult];
  }
  return all;
};

const keepFile = (job: KeptJob, kind: 'output' | 'error', results: readonly ServedResult[], { server, store }: Advance): string | undefined => {
  if (results.length === 0 || job.inputFileId === '') return undefined;
  const id = server.fileId(`${kind}-${job.word}`);
  const file: ServedFile = { id, name: `${job.id}_${kind}.jsonl`, purpose: 'batch_output', text: server.writeResults(results), createdMs: job.createdMs };
  store.files.set(id, file);
  return id;
};

const end = async (job: KeptJob, stage: 'ended' | 'expired' | 'cancelled', count: number, advance: Advance): Promise<KeptJob> => {
  const { server, answer, random } = advance;
  const inOrder = await answer(job, count, stage === 'expired' ? 'expired' : 'cancelled');
  const results = server.keepsOrder ? inOrder : shuffle(inOrder, random);
  return {
    ...job, stage, looksLeft: 0, doneCount: count, results,
    outputFileId: keepFile(job, 'output', results.filter((result) => !server.isError(result)), advance),
    errorFileId: keepFile(job, 'error', results.filter((result) => server.isError(result)), advance),
  };
};

/** A batch goes on by being looked at, not by the clock, so that a test can tell where it is. */
const advanced = async (job: KeptJob, advance: Advance): Promise<KeptJob> => {
  if (isDone(job)) return job;
  if (job.stage === 'cancelling') return end(job, 'cancelled', job.doneCount, advance);
  if (job.faults.length > 0) return { ...job, stage: 'failed' };
  if (job.looksLeft > 0) {
    const doneCount = Math.min(job.total, job.doneCount + Math.floor(((job.total - job.doneCount) * (1 + advance.random())) / (job.looksLeft + 2)));
    return { ...job, stage: 'running', looksLeft: job.looksLeft - 1, doneCount };
  }
  return job.expires ? end(job, 'expired', job.doneCount, advance) : end(job, 'ended', job.total, advance);
};

/** Brings a batch one step further and keeps it. */
export const advanceJob = async (job: KeptJob, advance: Advance): Promise<KeptJob> => {
  const next = await advanced(job, advance);
  advance.store.jobs.set(next.id, next);
  return next;
};

/** Asks a batch to stop; what is done by then stays done. */
export const cancelJob = (job: KeptJob, store: BatchStore): KeptJob => {
  const next: KeptJob = isDone(job) ? job : { ...job, stage: 'cancelling' };
  store.jobs.set(next.id, next);
  return next;
};
