import type { Answer } from '../core/answer.js';
import { costUsd, findPrice, freePrice } from '../core/price.js';
import { isOllamaCloud } from '../providers/ollama-cloud.js';
import { loadPriceTable } from '../providers/price-table.js';

/** An Ollama on the person's own machine costs nothing; a cloud model behind it does. */
export const isLocal = (answer: Pick<Answer, 'provider' | 'model'>, baseUrl: string): boolean =>
  answer.provider === 'ollama' && !isOllamaCloud(baseUrl) && !/[:-]cloud$/.test(answer.model);

/** What an answer cost in USD; null when it is not known. Out of the cache, and simulated, it costs nothing. */
export const answerCostUsd = async (answer: Answer, asked: { readonly baseUrl: string; readonly model: string; readonly isMock: boolean }): Promise<number | null> => {
  if (answer.cachedAgeMs !== null || asked.isMock) return 0;
  if (isLocal(answer, asked.baseUrl)) return costUsd(answer.usage, freePrice);
  const table = await loadPriceTable();
  const price = findPrice(table, answer.provider, answer.model) ?? findPrice(table, answer.provider, asked.model);
  return costUsd(answer.usage, price);
};
