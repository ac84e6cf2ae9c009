import type { Answer } from '../core/answer.js';
import { IncompleteAnswerError, UadaError } from '../core/errors.js';

/** What a person must be told of an answer that came to its end, and whether the run failed all the same. */
export type Verdict = { readonly notice?: string; readonly error?: UadaError };

/** What set the limit of an answer's length. */
export type LengthFlag = '--max-tokens' | '--max-cost';

const reasonOf = (answer: Answer): string => (answer.detail === null ? '' : ` (${answer.detail})`);

const filtered = (answer: Answer): UadaError => {
  const hint = 'Word the prompt differently, or ask another model.';
  const { provider } = answer;
  return answer.text === ''
    ? new UadaError('provider', `${provider} withheld the answer: its content filter stopped it${reasonOf(answer)}.`, { provider, hint })
    : new IncompleteAnswerError(`${provider} cut the answer: its content filter stopped it${reasonOf(answer)}.`, { provider, hint });
};

const empty = (answer: Answer, lengthFlag: LengthFlag): UadaError => {
  const { provider } = answer;
  if (answer.finishReason === 'length') {
    return new IncompleteAnswerError(`${provider} gave no visible text: the token limit was spent before the first word.`, {
      provider, hint: `Raise ${lengthFlag}, or lower --reasoning.`,
    });
  }
  if (answer.reasoning !== null) {
    return new IncompleteAnswerError(`${provider} thought but gave no visible text.`, { provider, hint: 'See the thoughts with --show-reasoning, or ask again.' });
  }
  return new UadaError('provider', `${provider} gave an empty answer${reasonOf(answer)}.`, { provider, hint: 'Ask again, or ask another model.' });
};

/** Judges a stream that reached its `end`. `isStrict` makes a stop at the token limit a failure. */
export const judgeAnswer = (answer: Answer, isStrict: boolean, lengthFlag: LengthFlag = '--max-tokens'): Verdict => {
  if (answer.finishReason === 'content_filter') return { error: filtered(answer) };
  if (answer.text === '') return { error: empty(answer, lengthFlag) };
  if (answer.finishReason === 'stop') return {};
  if (answer.finishReason !== 'length') return { notice: `${answer.provider} stopped for a reason of its own${reasonOf(answer)}: the answer may be unfinished.` };
  const message = 'The answer was cut at the token limit.';
  return isStrict ? { error: new IncompleteAnswerError(message, { provider: answer.provider, hint: `Raise ${lengthFlag}.` }) } : { notice: `${message} Raise ${lengthFlag} for more.` };
};
