import type { FinishReason } from '../../core/events.js';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'], ['MAX_TOKENS', 'length'], ['CONTINUATION', 'length'],
  ...['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY', 'IMAGE_PROHIBITED_CONTENT', 'IMAGE_RECITATION']
    .map((word) => [word, 'content_filter'] as const),
]);

/** Our word for Gemini's `finishReason` (Gemini API, "FinishReason"). */
export const toFinishReason = (word: string): FinishReason => finishReasons.get(word) ?? 'other';

/** True for the words that mean the model produced something unusable; the same request may well succeed again. */
export const isMalformed = (word: string): boolean =>
  word.startsWith('MALFORMED_') || word === 'UNEXPECTED_TOOL_CALL' || word === 'TOO_MANY_TOOL_CALLS';

/** True for the words that say no more than our own. */
export const isPlain = (word: string): boolean => word === 'STOP' || word === 'MAX_TOKENS';

const words: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY', tool_calls: 'STOP', other: 'OTHER',
};

/** Gemini's word for ours. It has none for tool calls: they are parts of the content. */
export const writeFinishReason = (reason: FinishReason): string => words[reason];
