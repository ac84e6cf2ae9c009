import type { BatchResult } from '../app/batch/ask-item.js';
import type { BadLine } from '../app/batch/batch-item.js';
import { toJsonAnswer, toJsonFailure } from '../render/json.js';
import { toJsonLine } from '../render/json-line.js';

/** The line of a prompt: the object of `complete --json`, whose own id makes room for that of the prompt. */
export const toBatchLine = ({ item, report, error }: BatchResult): string => {
  const { id, ...answer } = toJsonAnswer(report, error);
  const timing = report.isTimed === false ? { timing: { connect_ms: null, ttft_ms: null, total_ms: null } } : {};
  const metadata = item.metadata === undefined ? {} : { metadata: item.metadata };
  return toJsonLine({ id: item.id, index: item.index, input_hash: item.hash, ...metadata, answer_id: id, ...answer, ...timing });
};

/** The line of a record that was no prompt: it has no id. */
export const toBadBatchLine = ({ index, error }: BadLine): string => {
  const { id, ...failure } = toJsonFailure(error);
  return toJsonLine({ id, index, input_hash: null, answer_id: null, ...failure });
};
