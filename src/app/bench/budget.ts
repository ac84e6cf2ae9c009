import type { BenchRow } from '../../bench/row.js';
import type { Price } from '../../core/price.js';
import { costUsd } from '../../core/price.js';
import { unknownUsage } from '../../core/usage.js';
import type { BenchPrompt } from './prompts.js';

/** Keeps a run below what it may cost: a request is sent only when its dearest answer still fits. */
export type Budget = {
  /** False when the request might exceed the budget; its dearest answer is reserved otherwise. */
  reserve(name: string, index: number, prompt: BenchPrompt, price: Price): boolean;
  /** Puts what a request really cost in place of what was reserved for it. */
  settle(row: BenchRow): void;
};

/** A sum of US dollars. */
export type Ledger = {
  /** Adds an amount, which may be below 0, and returns the sum. */
  add(usd: number): number;
};

const createLedger = (): Ledger => {
  let sum = 0;
  return { add: (usd) => (sum += usd) };
};

const charactersPerToken = 4;

type Reserved = { readonly usd: number; readonly price: Price };

/** A budget in US dollars. What is committed stands in the ledger, of which other budgets may know. */
export const createBudget = (maxUsd: number, ledger: Ledger = createLedger()): Budget => {
  const open = new Map<string, Reserved>();
  return {
    reserve: (name, index, { text, maxTokens }, price) => {
      const usd = costUsd({ ...unknownUsage, inputTokens: Math.ceil(text.length / charactersPerToken), outputTokens: maxTokens }, price) ?? 0;
      if (ledger.add(usd) > maxUsd) {
        ledger.add(-usd);
        return false;
      }
      open.set(`${name} ${index}`, { usd, price });
      return true;
    },
    settle: ({ target, index, usage, errorClass, eventCount }) => {
      const key = `${target} ${index}`;
      const reserved = open.get(key);
      if (reserved === undefined) return;
      open.delete(key);
      const isFree = errorClass !== null && eventCount === 0;
      ledger.add((isFree ? 0 : costUsd(usage, reserved.price) ?? reserved.usd) - reserved.usd);
    },
  };
};
