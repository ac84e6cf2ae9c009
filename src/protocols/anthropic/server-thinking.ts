import type { UadaError } from '../../core/errors.js';
import type { JsonObject, ReasoningEffort } from '../../core/request.js';
import { toNumber, toObject, toText } from '../json.js';
import { badRequest } from '../server-body.js';
import type { ModelTraits } from './model-traits.js';

const refuse = (path: string, problem: string): UadaError => badRequest(`${path}: ${problem}`, path);

const thinkingTypes = ['adaptive', 'enabled', 'disabled', 'between_tools'];

const isAccepted = (type: string, traits: ModelTraits): boolean => {
  if (type === 'adaptive') return traits.thinking === 'adaptive';
  // The 4.6 models, alone among the adaptive ones, still take a budget.
  if (type === 'enabled') return traits.thinking === 'budget' || (traits.thinking === 'adaptive' && traits.takesSampling);
  return type === traits.thinkingOff;
};

const checkBudget = (thinking: JsonObject, maxTokens: number): void => {
  const budget = toNumber(thinking['budget_tokens']);
  if (budget === null) throw refuse('thinking.enabled.budget_tokens', 'Field required');
  if (budget < 1024) throw refuse('thinking.enabled.budget_tokens', 'Input should be greater than or equal to 1024');
  if (budget >= maxTokens) throw badRequest('`max_tokens` must be greater than `thinking.budget_tokens`.', 'max_tokens');
};

const checkThinking = (thinking: JsonObject, maxTokens: number, traits: ModelTraits | undefined): string => {
  const type = toText(thinking['type']);
  if (!thinkingTypes.includes(type)) throw refuse('thinking', `Input tag '${type}' found using 'type' does not match any of the expected tags`);
  if (type === 'disabled' && thinking['display'] !== undefined) throw refuse('thinking.disabled.display', 'Extra inputs are not permitted');
  if (traits !== undefined && !isAccepted(type, traits)) {
    if (type === 'adaptive') throw badRequest('adaptive thinking is not supported on this model', 'thinking');
    throw badRequest(`"thinking.type.${type}" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`, 'thinking');
  }
  if (type === 'enabled') checkBudget(thinking, maxTokens);
  return type;
};

const efforts = new Map<string, ReasoningEffort>(Object.entries({ low: 'low', medium: 'medium', high: 'high', xhigh: 'high', max: 'high' }));

const effortOfBudget = (budgetTokens: number): ReasoningEffort => {
  if (budgetTokens <= 2048) return 'low';
  return budgetTokens <= 8192 ? 'medium' : 'high';
};

/** How much the request wants the model to think, out of `thinking` and `output_config.effort`. */
export const readReasoning = (body: JsonObject, maxTokens: number, traits: ModelTraits | undefined): ReasoningEffort | undefined => {
  const word = toObject(body['output_config'])['effort'];
  const effort = typeof word === 'string' ? efforts.get(word) : undefined;
  if (word !== undefined && word !== null && effort === undefined) {
    throw refuse('output_config.effort', "Input should be 'low', 'medium', 'high', 'xhigh' or 'max'");
  }
  if (effort !== undefined && traits?.takesEffort === false) throw badRequest('This model does not support the effort parameter.', 'output_config.effort');
  if (body['thinking'] === undefined || body['thinking'] === null) return effort;
  const thinking = toObject(body['thinking']);
  const type = checkThinking(thinking, maxTokens, traits);
  if (type === 'disabled' || type === 'between_tools') return 'none';
  return effort ?? (type === 'enabled' ? effortOfBudget(toNumber(thinking['budget_tokens']) ?? 0) : 'high');
};
