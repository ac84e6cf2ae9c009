import { UadaError } from '../../core/errors.js';
import type { JsonObject, ReasoningEffort } from '../../core/request.js';
import { thinkingOf } from './model-thinking.js';

/** Thinking tokens for an effort, as Google's own OpenAI-compatible endpoint maps them. */
const budgets: Readonly<Record<ReasoningEffort, number>> = { none: 0, low: 1024, medium: 8192, high: 24_576 };

const refuse = (model: string, what: string, hint: string): UadaError =>
  new UadaError('usage', `google has no reasoning ${what} for the model ${model}.`, { provider: 'google', hint });

const withThoughts = (effort: ReasoningEffort, config: JsonObject): JsonObject =>
  (effort === 'none' ? config : { ...config, includeThoughts: true });

/**
 * The `thinkingConfig` for an effort; undefined where a model without thinking is asked for none. Thoughts are shown
 * whenever some are asked for. Throws a `usage` error for an effort the model does not have.
 */
export const toThinkingConfig = (model: string, effort: ReasoningEffort): JsonObject | undefined => {
  const thinking = thinkingOf(model);
  if (thinking.by === 'nothing') {
    if (effort === 'none') return undefined;
    throw refuse(model, `effort "${effort}"`, 'This model does not reason: leave out --reasoning, or choose another model.');
  }
  if (thinking.by === 'budget') {
    if (effort === 'none' && !thinking.canBeOff) throw refuse(model, 'effort "none"', 'This model always reasons: use --reasoning low, or choose another model.');
    return withThoughts(effort, { thinkingBudget: budgets[effort] });
  }
  // No level is "off"; minimal is as near as it gets.
  const level = effort === 'none' ? 'minimal' : effort;
  if (thinking.levels.includes(level)) return withThoughts(effort, { thinkingLevel: level });
  throw refuse(model, `effort "${effort}"`, `Use --reasoning ${thinking.levels.filter((name) => name !== 'minimal').join(' or ')}, or choose another model.`);
};
