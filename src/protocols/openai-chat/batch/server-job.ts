import type { JsonObject } from '../../../core/request.js';
import type { ServedJob } from '../../batch-server.js';
import { isGood } from '../../batch-server.js';

const dayMs = 86_400_000;
const toSeconds = (ms: number): number => Math.floor(ms / 1000);

const statuses: Readonly<Record<ServedJob['stage'], string>> = {
  waiting: 'validating', running: 'in_progress', cancelling: 'cancelling', ended: 'completed', failed: 'failed', expired: 'expired', cancelled: 'cancelled',
};

const times = ({ stage, createdMs }: ServedJob): JsonObject => {
  const seconds = toSeconds(createdMs);
  const at = (isThere: boolean): number | null => (isThere ? seconds : null);
  const hasRun = stage !== 'waiting' && stage !== 'failed';
  return {
    created_at: seconds, expires_at: toSeconds(createdMs + dayMs), in_progress_at: at(hasRun), finalizing_at: at(stage === 'ended'), completed_at: at(stage === 'ended'),
    failed_at: at(stage === 'failed'), expired_at: at(stage === 'expired'), cancelling_at: at(stage === 'cancelling' || stage === 'cancelled'), cancelled_at: at(stage === 'cancelled'),
  };
};

/** Of a batch that came to its end, the bad ones do not count as completed. */
const countsOf = ({ total, doneCount, results, stage }: ServedJob): JsonObject => {
  if (stage === 'failed') return { total: 0, completed: 0, failed: 0 };
  const completed = results.length === 0 ? doneCount : results.filter(isGood).length;
  return { total, completed, failed: results.length - (results.length === 0 ? 0 : completed) };
};

/** The batch object of OpenAI and Groq. */
export const writeJob = (job: ServedJob): JsonObject => ({
  id: job.id, object: 'batch', endpoint: job.path, model: job.model, input_file_id: job.inputFileId, completion_window: '24h', status: statuses[job.stage],
  errors: job.faults.length === 0 ? null : { object: 'list', data: job.faults.map((fault) => ({ ...fault, param: null })) },
  output_file_id: job.outputFileId ?? null, error_file_id: job.errorFileId ?? null,
  ...times(job), request_counts: countsOf(job), metadata: job.label === '' ? null : { uada: job.label },
});

/** Together's, which counts in percent and writes dates. */
export const writeTogetherJob = (job: ServedJob): JsonObject => ({
  id: job.id, user_id: 'simulated-user', input_file_id: job.inputFileId, endpoint: job.path, model_id: job.model, file_size_bytes: 0,
  status: job.stage === 'cancelling' ? 'CANCELLED' : (statuses[job.stage]).toUpperCase(),
  progress: job.stage === 'ended' ? 100 : Math.floor((job.doneCount / Math.max(job.total, 1)) * 100),
  job_deadline: new Date(job.createdMs + dayMs).toISOString(), created_at: new Date(job.createdMs).toISOString(),
  ...(job.stage === 'ended' ? { completed_at: new Date(job.createdMs).toISOString() } : {}),
  ...(job.outputFileId === undefined ? {} : { output_file_id: job.outputFileId }),
  ...(job.errorFileId === undefined ? {} : { error_file_id: job.errorFileId }),
  ...(job.faults.length === 0 ? {} : { error: job.faults.map(({ line, message }) => `line ${line}: ${message}`).join('; ') }),
});
