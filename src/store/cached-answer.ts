import { largestKeptAnswer } from '../core/answer.js';
import type { FinishReason, StreamEvent } from '../core/events.js';
import type { Usage } from '../core/usage.js';

/** A complete answer as the cache keeps it. */
export type CachedAnswer = {
  readonly provider: string;
  /** The model that answered, as the provider named it. */
  readonly model: string;
  readonly id?: string | undefined;
  readonly requestId?: string | undefined;
  readonly reasoning: string;
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly detail?: string | undefined;
  readonly usage?: Usage | undefined;
  /** Wall clock time at which the provider gave the answer. */
  readonly createdMs: number;
  /** How long the provider took. */
  readonly timing?: { readonly firstTokenMs: number | null; readonly totalMs: number } | undefined;
};

export const isTooLarge = ({ text, reasoning }: CachedAnswer): boolean => text.length + reasoning.length > largestKeptAnswer;

/** Whether an answer is complete, and so is remembered and given again; one that stopped at the token limit when that is asked for. */
export const isComplete = ({ finishReason, text }: CachedAnswer, keepsLengthStops = false): boolean =>
  text !== '' && (finishReason === 'stop' || (finishReason === 'length' && keepsLengthStops));

/** The version of the stored form; another version is a miss. */
const storedVersion = 1;

/** The stored form, which `parseStoredAnswer` checks: here nothing is. */
export const toStoredAnswer = (answer: object): string => JSON.stringify({ ...answer, version: storedVersion });

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isTimeOrNull: Check = (value) => value === null || isTime(value);
const optional = (check: Check): Check => (value) => value === undefined || check(value);
const finishReasons: readonly unknown[] = ['stop', 'length', 'content_filter', 'tool_calls', 'other'] satisfies readonly FinishReason[];

const shaped = (checks: Readonly<Record<string, Check>>): Check => (value) =>
  typeof value === 'object' && value !== null &&
  Object.entries(checks).every(([name, check]) => check(Reflect.get(value, name)));

const isCount: Check = (value) => value === null || (typeof value === 'number' && value >= 0);
const isStored = shaped({
  version: (value) => value === storedVersion,
  provider: isText, model: isText, id: optional(isText), requestId: optional(isText), reasoning: isText, text: isText,
  finishReason: (value) => finishReasons.includes(value),
  detail: optional(isText),
  usage: optional(shaped({
    inputTokens: isCount, outputTokens: isCount, reasoningTokens: isCount, cachedInputTokens: isCount, reportedCostUsd: optional(isCount),
  })),
  createdMs: isTime,
  timing: optional(shaped({ firstTokenMs: isTimeOrNull, totalMs: isTime })),
});

/** Reads the stored form; undefined for anything that is not a whole answer of this version. */
export const parseStoredAnswer = (text: string): CachedAnswer | undefined => {
  try {
    const stored: unknown = JSON.parse(text);
    return isStored(stored) ? stored as CachedAnswer : undefined;
  } catch {
    return undefined;
  }
};

/** Words with the space after them, long ones cut by code points: pieces as small as a provider's. */
const piecesOf = (text: string): readonly string[] => text.match(/\S{1,24}\s{0,24}|\s{1,24}/gu) ?? [];

/** The stream of events that a provider would give for this answer, in small pieces and without pauses. */
export function* replayAnswer(answer: CachedAnswer): Generator<StreamEvent, void> {
  const { model, id, requestId, finishReason, detail, usage } = answer;
  yield { type: 'start', model, ...(id !== undefined && { id }), ...(requestId !== undefined && { requestId }) };
  for (const text of piecesOf(answer.reasoning)) yield { type: 'reasoning', text };
  for (const text of piecesOf(answer.text)) yield { type: 'text', text };
  yield { type: 'end', finishReason, ...(detail !== undefined && { detail }), ...(usage && { usage }) };
}
