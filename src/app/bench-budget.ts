import type { BenchRow } from '../bench/row.js';
import type { Price } from '../core/price.js';
import { costUsd } from '../core/price.js';
import { unknownUsage } from '../core/usage.js';
import type { BenchPrompt } from './bench-prompts.js';

/** Keeps a run below what it may cost: a request is sent only when its dearest answer still fits. */
export type Budget = {
  /** False when the request might exceed the budget; its dearest answer is reserved otherwise. */
  reserve(name: string, index: number, prompt: BenchPrompt, price: Price): boolean;
  /** Puts what a request really cost in place of what was reserved for it. */
  settle(row: BenchRow): void;
};

const charactersPerToken = 4;

type Reserved = { readonly usd: number; readonly price: Price };

/** A budget in US dollars. */
export const createBudget = (maxUsd: number): Budget => {
  const open = new Map<string, Reserved>();
  let committedUsd = 0;
  return {
    reserve: (name, index, { text, maxTokens }, price) => {
      const usd = costUsd({ ...unknownUsage, inputTokens: Math.ceil(text.length / charactersPerToken), outputTokens: maxTokens }, price) ?? 0;
      if (committedUsd + usd > maxUsd) return false;
      committedUsd += usd;
      open.set(`${name} ${index}`, { usd, price });
      return true;
    },
    settle: ({ target, index, usage, errorClass, eventCount }) => {
      const key = `${target} ${index}`;
      const reserved = open.get(key);
      if (reserved === undefined) return;
      open.delete(key);
      const isFree = errorClass !== null && eventCount === 0;
      committedUsd += (isFree ? 0 : costUsd(usage, reserved.price) ?? reserved.usd) - reserved.usd;
    },
  };
};
