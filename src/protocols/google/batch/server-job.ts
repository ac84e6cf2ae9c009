import type { JsonObject } from '../../../core/request.js';
import type { ServedJob, ServedResult } from '../../batch-server.js';
import { isGood } from '../../batch-server.js';
import { parseJson, toObject, toText } from '../../json.js';
import { codeOfStatus, wordOfStatus } from '../rpc-status.js';

const states: Readonly<Record<ServedJob['stage'], string>> = {
  waiting: 'PENDING', running: 'RUNNING', cancelling: 'RUNNING', ended: 'SUCCEEDED', failed: 'FAILED', cancelled: 'CANCELLED', expired: 'EXPIRED',
};

const outcomeOf = ({ reply }: ServedResult): JsonObject => {
  if (typeof reply === 'string') return { error: { code: 1, message: `The batch was ${reply}.` } };
  if (reply.status < 400) return { response: parseJson(reply.body) };
  const { message } = toObject(toObject(parseJson(reply.body))['error']);
  return { error: { code: codeOfStatus(reply.status), message: toText(message), status: wordOfStatus(reply.status) } };
};

const toInlined = (result: ServedResult): JsonObject =>
  ({ ...(result.customId === '' ? {} : { metadata: { key: result.customId } }), ...outcomeOf(result) });

/** The text of a file of results. */
export const writeResultFile = (results: readonly ServedResult[]): string =>
  results.map((result) => `${JSON.stringify({ ...(result.customId === '' ? {} : { key: result.customId }), ...outcomeOf(result) })}\n`).join('');

/** Counts of 64 bits are texts, and those of 0 are left out. */
const statsOf = ({ total, doneCount, results, stage }: ServedJob): JsonObject => {
  const good = stage === 'ended' ? results.filter(isGood).length : doneCount;
  const counts = { requestCount: total, successfulRequestCount: good, failedRequestCount: stage === 'ended' ? total - good : 0, pendingRequestCount: stage === 'ended' ? 0 : total - doneCount };
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0).map(([name, count]) => [name, String(count)]));
};

const outputOf = ({ outputFileId, results }: ServedJob): JsonObject =>
  (outputFileId === undefined ? { inlinedResponses: { inlinedResponses: results.map(toInlined) } } : { responsesFile: outputFileId });

const errorOf = ({ faults }: ServedJob): JsonObject =>
  (faults.length === 0 ? {} : { error: { code: 3, message: faults.map(({ line, message }) => `line ${line}: ${message}`).join(' ') } });

/** A batch as the operation that Google wraps it into. */
export const writeJob = (job: ServedJob): JsonObject => {
  const time = new Date(job.createdMs).toISOString();
  const isDone = job.stage !== 'waiting' && job.stage !== 'running' && job.stage !== 'cancelling';
  const type = 'type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch';
  const output = job.stage === 'ended' ? outputOf(job) : undefined;
  return {
    name: job.id,
    metadata: {
      '@type': type, model: `models/${job.model}`, displayName: job.label, createTime: time, updateTime: time, batchStats: statsOf(job), state: `BATCH_STATE_${states[job.stage]}`, name: job.id,
      ...(isDone ? { endTime: time } : {}), ...(output === undefined ? {} : { output }),
    },
    ...(isDone ? { done: true } : {}),
    ...(output === undefined ? {} : { response: { '@type': `${type}Output`, ...output } }),
    ...(job.stage === 'failed' ? errorOf(job) : {}),
  };
};
