import type { Answer } from '../../core/answer.js';
import { createAnswerRecorder } from '../../core/answer.js';
import { UadaError } from '../../core/errors.js';
import type { Notice } from '../../layers/notice.js';
import type { History } from '../../store/history.js';
import { answerCostUsd } from '../answer-cost.js';
import type { CompleteInput } from '../complete.js';
import { complete } from '../complete.js';
import { judgeAnswer } from '../judge-answer.js';
import { recordAnswer } from '../record-answer.js';
import type { RunTally } from '../run-tally.js';
import { createRunTally } from '../run-tally.js';
import type { BatchItem } from './batch-item.js';
import type { PlannedItem } from './plan-item.js';

/** What became of a prompt. */
export type BatchResult = {
  readonly item: BatchItem;
  readonly report: ItemReport;
  /** Undefined when the answer is good. */
  readonly error: UadaError | undefined;
};

/** An answer, or what came of it, with what the run knows about it. */
export type ItemReport = { readonly answer: Answer; readonly costUsd: number | null; readonly cacheKey: string | null; readonly attempts: number; /** False where nobody could take the time (an asynchronous batch). @default true */ readonly isTimed?: boolean };

export type AskOptions = Omit<CompleteInput, 'plan' | 'onRequest' | 'onAnswerer' | 'notify'> & {
  /** A stop at the token limit counts as a failure. */
  readonly isStrict: boolean;
  readonly history: History | undefined;
  readonly notify: (notice: Notice) => void;
};

/** Answers of a batch must not be what `--continue` in this terminal goes on with. */
const terminal = 'batch';

const asUadaError = (error: unknown): UadaError =>
  error instanceof UadaError ? error : new UadaError('bug', `This is a bug in uada: ${error instanceof Error ? error.message : String(error)}`, { cause: error });

const toReport = async (answer: Answer, tally: RunTally, isCacheOn: boolean): Promise<ItemReport> => {
  const { target, request, cacheKey } = tally.answerer;
  return {
    // A whole answer comes at once, so that nothing tells when its first word did.
    answer: request.stream ? answer : { ...answer, timing: { ...answer.timing, ttftMs: null } },
    costUsd: await answerCostUsd(answer, { baseUrl: target.baseUrl, model: request.model, isMock: target.mock !== undefined }),
    cacheKey: isCacheOn ? cacheKey : null,
    attempts: tally.attempts,
  };
};

const keep = async ({ plan, conversation }: PlannedItem, { answer, costUsd }: ItemReport, { history, io }: AskOptions): Promise<void> => {
  if (history === undefined || (answer.text === '' && answer.reasoning === null)) return;
  await recordAnswer({ history, conversation: conversation.id, terminal, request: plan.request, answer, costUsd, nowMs: io.now() });
};

/** Asks one prompt of a batch and keeps its answer in the history. Whatever goes wrong is in the result: nothing is thrown. */
export const askItem = async (item: BatchItem, planned: PlannedItem, options: AskOptions): Promise<BatchResult> => {
  const { plan } = planned;
  const tally = createRunTally(plan);
  const recorder = createAnswerRecorder({ provider: plan.target.row.id, model: plan.request.model, monotonicMs: options.io.monotonicMs });
  let error: UadaError | undefined;
  try {
    for await (const event of complete({ ...options, plan, onRequest: tally.onRequest, onAnswerer: tally.onAnswerer })) recorder.push(event);
    error = judgeAnswer(recorder.answer(), options.isStrict).error;
  } catch (thrown) {
    error = asUadaError(thrown);
  }
  const report = await toReport(recorder.answer(), tally, plan.cache.isOn);
  await keep(planned, report, options);
  return { item, report, error };
};
