import { UadaError } from '../../core/errors.js';
import { costUsd } from '../../core/price.js';
import { toDollars } from '../../core/to-dollars.js';
import { unknownUsage } from '../../core/usage.js';
import type { Candidate, CompletePlan } from '../complete-plan.js';
import { estimateTokens } from '../estimate-tokens.js';
import { readModelPrice } from '../model-price.js';

/** Keeps a run below its cap: what a prompt could cost at most is set aside before it is asked. */
export type CostGate = {
  /**
   * Resolves, when the prompt's worst case fits, to a function that puts its real cost (null: the worst case) in its
   * place. Throws a `usage` error when it does not fit and nothing under way could make room.
   */
  enter(plan: CompletePlan): Promise<(costUsd: number | null) => void>;
};

const worstOf = async (candidate: Candidate): Promise<number> => {
  const { target: { row }, request } = candidate;
  const { price, pricesFrom } = await readModelPrice(candidate);
  const outputTokens = request.maxTokens ?? price?.maxOutputTokens ?? price?.contextTokens ?? null;
  const isFree = price?.inputUsdPerMillion === 0 && price.outputUsdPerMillion === 0;
  const cost = isFree ? 0 : costUsd({ ...unknownUsage, inputTokens: estimateTokens(request), outputTokens }, price);
  if (cost !== null) return cost;
  const what = price === null ? 'has no known price' : 'has no known limit to its answers';
  throw new UadaError('usage', `${row.id}/${request.model} ${what} (prices of ${pricesFrom}), so that --max-cost cannot be kept.`, {
    hint: price === null ? 'Choose a model that `uada models` shows with a price, or leave out --max-cost.' : 'Bound the answers with --max-tokens.',
  });
};

/** What a prompt can cost at most. All who race are paid for; of those who stand in for each other one is. Throws a `usage` error where it cannot be told. */
export const worstOfPlan = async (plan: CompletePlan): Promise<number> => {
  const racing = await Promise.all([plan, ...plan.rivals].map(worstOf));
  const substitutes = await Promise.all(plan.fallbacks.map(worstOf));
  return Math.max(racing.reduce((sum, cost) => sum + cost, 0), ...substitutes);
};

const tooExpensive = (worst: number, left: number, maxCostUsd: number): UadaError =>
  new UadaError('usage', `The next prompt could cost up to ${toDollars(worst)}, more than the ${toDollars(Math.max(0, left))} that are left of the ${toDollars(maxCostUsd)} of --max-cost.`, {
    hint: 'Lower --max-tokens, or raise --max-cost.',
  });

export const createCostGate = (maxCostUsd: number): CostGate => {
  let spentUsd = 0;
  let setAsideUsd = 0;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  const leave = (worst: number, cost: number | null): void => {
    setAsideUsd -= worst;
    spentUsd += cost ?? worst;
    underWay -= 1;
    const woken = waiting;
    waiting = [];
    woken.forEach((wake) => wake());
  };
  return {
    enter: async (plan) => {
      const worst = await worstOfPlan(plan);
      while (spentUsd + setAsideUsd + worst > maxCostUsd * (1 + 1e-9)) {
        if (underWay === 0) throw tooExpensive(worst, maxCostUsd - spentUsd, maxCostUsd);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      setAsideUsd += worst;
      underWay += 1;
      return (cost) => leave(worst, cost);
    },
  };
};
