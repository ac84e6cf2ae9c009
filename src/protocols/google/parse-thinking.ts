import type { ReasoningEffort } from '../../core/request.js';
import { toNumber, toText } from '../json.js';
import { badRequest } from '../server-body.js';
import type { ModelThinking } from './model-thinking.js';
import { thinkingOf } from './model-thinking.js';
import { readFields } from './read-fields.js';

const refused = (message: string): Error => badRequest(message, 'thinkingConfig');

const fromLevel = (thinking: ModelThinking, word: string): ReasoningEffort => {
  const name = word.toLowerCase();
  if (!['minimal', 'low', 'medium', 'high'].includes(name)) {
    throw refused(`Invalid value at 'generation_config.thinking_config.thinking_level', "${word}"`);
  }
  if (thinking.by !== 'level') throw refused('Thinking level is not supported for this model.');
  const level = thinking.levels.find((candidate) => candidate === name);
  if (level === undefined) throw refused(`Thinking level ${name.toUpperCase()} is not supported for this model.`);
  return level === 'minimal' ? 'none' : level;
};

/** -1 leaves the budget to the model. */
const fromBudget = (thinking: ModelThinking, budget: number, model: string): ReasoningEffort | undefined => {
  if (/^gemini-(?:[4-9]|\d\d)/.test(model)) throw refused('Thinking budget is not supported for this model.');
  if (budget === 0 && thinking.by === 'budget' && !thinking.canBeOff) throw refused('Budget 0 is invalid. This model only works in thinking mode.');
  if (budget < -1 || budget > 32_768) throw refused(`The thinking budget ${budget} is invalid. Please choose a value between 0 and 32768.`);
  if (budget === -1) return undefined;
  if (budget === 0) return 'none';
  if (budget <= 1024) return 'low';
  return budget <= 8192 ? 'medium' : 'high';
};

/** The effort a `thinkingConfig` stands for. Throws a `usage` error where the model would refuse it. */
export const parseThinking = (value: unknown, model: string): ReasoningEffort | undefined => {
  if (value === undefined || value === null) return undefined;
  const { thinkingLevel, thinkingBudget } = readFields(value, 'generationConfig.thinkingConfig', ['includeThoughts', 'thinkingBudget', 'thinkingLevel']);
  const thinking = thinkingOf(model);
  if (thinking.by === 'nothing') throw refused('Thinking is not enabled for this model.');
  if (thinkingLevel !== undefined && thinkingBudget !== undefined) throw refused('You can only set only one of thinking budget and thinking level.');
  if (thinkingLevel !== undefined) return fromLevel(thinking, toText(thinkingLevel));
  if (thinkingBudget === undefined) return undefined;
  const budget = toNumber(thinkingBudget);
  if (budget === null || !Number.isInteger(budget)) throw refused(`Invalid value at 'generation_config.thinking_config.thinking_budget' (TYPE_INT32), ${JSON.stringify(thinkingBudget)}`);
  return fromBudget(thinking, budget, model);
};
