import type { Answer } from '../core/answer.js';
import { answerCostUsd } from './answer-cost.js';
import type { CompletePlan } from './complete-plan.js';
import type { RunTally } from './run-tally.js';

/** An answer with what the run knows about it. Unknown is null. */
export type TalliedAnswer = {
  readonly answer: Answer;
  readonly costUsd: number | null;
  /** Null when no cache was asked. */
  readonly cacheKey: string | null;
  /** Requests that were sent for it. */
  readonly attempts: number;
};

/** Adds cost, cache key and attempts to an answer, or to what came of it. */
export const tallyAnswer = async (answer: Answer, plan: CompletePlan, { answerer, attempts }: RunTally): Promise<TalliedAnswer> => {
  const { target, request } = answerer;
  return {
    answer,
    costUsd: await answerCostUsd(answer, { baseUrl: target.baseUrl, model: request.model, isMock: target.mock !== undefined }),
    cacheKey: plan.cache.isOn ? answerer.cacheKey : null,
    attempts,
  };
};
