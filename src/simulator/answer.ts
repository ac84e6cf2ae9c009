import type { FinishReason } from '../core/events.js';
import type { ChatRequest } from '../core/request.js';
import { textOf } from '../core/request.js';
import type { Usage } from '../core/usage.js';
import { draw } from './distribution.js';
import { createDocument } from './document.js';
import { fillerParagraph, fillerSentence, fillUp } from './filler.js';
import { createJsonInstance } from './json-instance.js';
import type { SimulatorOptions } from './option-table.js';
import type { SimulatedProvider } from './providers.js';
import type { Random } from './random.js';
import { createRandom } from './random.js';
import { countTokens, firstOf, splitTokens } from './tokens.js';

/** Everything an answer says, before any of it is sent. */
export type AnswerPlan = {
  readonly reasoning: readonly string[];
  readonly text: readonly string[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
};

export type Question = { readonly provider: SimulatedProvider; readonly request: ChatRequest };

/** What vendors charge for a small image, about. */
const imageTokens = 85;

const countInput = (request: ChatRequest): number => {
  const parts = request.messages.flatMap((message) => message.content);
  return countTokens(request.system ?? '') + parts.reduce((sum, part) => sum + (part.type === 'text' ? countTokens(part.text) : imageTokens), 0);
};

const promptOf = (request: ChatRequest): string => {
  const last = request.messages.findLast((message) => message.role === 'user');
  return last === undefined ? '' : textOf(last);
};

const givenTexts = new WeakMap<SimulatorOptions, readonly string[]>();

/** The given text is split once, however many ask for it. */
const splitGiven = (options: SimulatorOptions, text: string): readonly string[] => {
  const known = givenTexts.get(options) ?? splitTokens(text);
  givenTexts.set(options, known);
  return known;
};

const writeDocument = (question: Question, inputTokens: number, count: number | undefined, random: Random): readonly string[] => {
  const { provider, request } = question;
  const document = splitTokens(createDocument({ provider, model: request.model, prompt: promptOf(request), inputTokens }));
  return count === undefined ? document : fillUp(document, count, () => `\n${fillerParagraph(random)}\n`);
};

const beforeStop = (text: string, stops: readonly string[]): string => {
  const places = stops.filter((stop) => stop !== '').map((stop) => text.indexOf(stop)).filter((place) => place >= 0);
  return places.length === 0 ? text : text.slice(0, Math.min(...places));
};

const stopped = (tokens: readonly string[], stops: readonly string[] | undefined): readonly string[] => {
  if (stops === undefined || stops.length === 0) return tokens;
  const text = tokens.join('');
  const kept = beforeStop(text, stops);
  return kept === text ? tokens : splitTokens(kept);
};

const write = (question: Question, options: SimulatorOptions, inputTokens: number, random: Random): readonly string[] => {
  if (options.text !== undefined) return splitGiven(options, options.text);
  if (question.request.schema !== undefined) return splitTokens(JSON.stringify(createJsonInstance(question.request.schema)));
  const count = options.tokens === undefined ? undefined : Math.round(Math.min(draw(options.tokens, random), 1_000_000));
  const words = createRandom(options.seed, promptOf(question.request));
  return writeDocument(question, inputTokens, count, words);
};

const think = (question: Question, options: SimulatorOptions): readonly string[] => {
  if (options.reasoningTokens === 0 || question.request.reasoning === 'none') return [];
  const words = createRandom(options.seed, 'reasoning', promptOf(question.request));
  return fillUp([], options.reasoningTokens, () => `${fillerSentence(words)} `);
};

/**
 * Decides the whole answer. The words follow from the seed and the prompt alone; only the length, where it is a
 * distribution, is drawn from `random`. `maxTokens` bounds reasoning and text together, as vendors do it.
 */
export const planAnswer = (question: Question, options: SimulatorOptions, random: Random): AnswerPlan => {
  const inputTokens = countInput(question.request);
  const allReasoning = think(question, options);
  const allText = stopped(write(question, options, inputTokens, random), question.request.stop);
  const limit = Math.max(0, question.request.maxTokens ?? Infinity);
  const reasoning = firstOf(allReasoning, limit);
  const text = firstOf(allText, limit - reasoning.length);
  const isCut = reasoning.length + text.length < allReasoning.length + allText.length;
  return {
    reasoning,
    text,
    finishReason: isCut ? 'length' : 'stop',
    usage: { inputTokens, outputTokens: reasoning.length + text.length, reasoningTokens: reasoning.length, cachedInputTokens: 0 },
  };
};
