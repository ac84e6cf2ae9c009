import { UadaError } from '../../core/errors.js';
import type { ChatRequest, JsonObject, ReasoningEffort } from '../../core/request.js';
import type { ModelTraits } from './model-traits.js';
import { traitsOf } from './model-traits.js';

type Depth = Exclude<ReasoningEffort, 'none'>;

/** Thinking tokens for models that want a number; the API's least is 1,024. */
const budgetTokens: Readonly<Record<Depth, number>> = { low: 1024, medium: 4096, high: 16_384 };
const leastBudgetTokens = 1024;

/** Room for the answer itself when the person sets no limit. */
const answerTokens = 8192;
/** Room for the answer after a thinking budget: all three budgets stay below what Anthropic advises to stream, 21,333. */
const answerAfterBudgetTokens = 4096;

/** The fields of a request that depend on how much the model thinks. */
export type ThinkingFields = {
  readonly max_tokens: number;
  readonly thinking?: JsonObject;
  readonly effort?: Depth;
};

const refused = (model: string, problem: string, hint: string): UadaError =>
  new UadaError('usage', `The model ${model} of anthropic ${problem}.`, { provider: 'anthropic', hint });

const withoutThinking = (request: ChatRequest, traits: ModelTraits, maxTokens: number): ThinkingFields => {
  if (traits.thinking === 'never') return { max_tokens: maxTokens };
  if (traits.thinkingOff === undefined) {
    throw refused(request.model, 'always reasons: it has no --reasoning none', 'Use --reasoning low, or choose another model.');
  }
  return { max_tokens: maxTokens, thinking: { type: traits.thinkingOff } };
};

const withBudget = (request: ChatRequest, depth: Depth): ThinkingFields => {
  const wanted = budgetTokens[depth];
  if (request.maxTokens === undefined) {
    return { max_tokens: wanted + answerAfterBudgetTokens, thinking: { type: 'enabled', budget_tokens: wanted } };
  }
  if (request.maxTokens <= leastBudgetTokens) {
    throw refused(request.model, `needs --max-tokens above ${leastBudgetTokens} to reason`, 'Raise --max-tokens, or leave out --reasoning.');
  }
  // The person's limit includes the thinking: the budget gives way and leaves half of it to the answer.
  const affordable = Math.max(leastBudgetTokens, Math.floor(request.maxTokens / 2));
  return { max_tokens: request.maxTokens, thinking: { type: 'enabled', budget_tokens: Math.min(wanted, affordable) } };
};

/**
 * How a request words its reasoning effort and its limit for the model at hand. Throws a `usage` error for
 * an effort the model cannot have.
 */
export const thinkingFields = (request: ChatRequest): ThinkingFields => {
  const traits = traitsOf(request.model);
  const depth = request.reasoning;
  // The API wants max_tokens always. Thinking counts toward it, and adaptive models may think unasked: twice the
  // room for those, or an answer could end before its first word. Both fit a request that is not streamed.
  const room = traits.thinking === 'adaptive' && depth !== 'none' ? 2 * answerTokens : answerTokens;
  const maxTokens = request.maxTokens ?? Math.min(room, traits.maxOutputTokens ?? room);
  if (depth === undefined) return { max_tokens: maxTokens };
  if (depth === 'none') return withoutThinking(request, traits, maxTokens);
  if (traits.thinking === 'never') throw refused(request.model, 'cannot reason', 'Leave out --reasoning, or choose another model.');
  if (traits.thinking === 'budget') return withBudget(request, depth);
  return { max_tokens: maxTokens, thinking: { type: 'adaptive', display: 'summarized' }, effort: depth };
};
