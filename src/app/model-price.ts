import { findPrice, freePrice } from '../core/price.js';
import type { DatedPrice } from '../layers/with-max-cost.js';
import { loadPriceTable } from '../providers/price-table.js';
import { isLocal } from './answer-cost.js';
import type { Candidate } from './complete-plan.js';

/** The list price of a candidate's model, null when it is not known. Simulated and local models are free. */
export const readModelPrice = async ({ target, request: { model } }: Candidate): Promise<DatedPrice> => {
  const table = await loadPriceTable();
  const isFree = target.mock !== undefined || isLocal({ provider: target.row.id, model }, target.baseUrl);
  return { price: isFree ? freePrice : findPrice(table, target.row.id, model), pricesFrom: table.snapshot };
};
