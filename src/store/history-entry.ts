import type { FinishReason } from '../core/events.js';
import type { Message } from '../core/request.js';
import { textOf } from '../core/request.js';
import type { Usage } from '../core/usage.js';
import { unknownUsage } from '../core/usage.js';
import type { SqlRow } from './connection.js';

/** One prompt and its answer. */
export type HistoryEntry = {
  readonly createdMs: number;
  /** A session's name, or an id made up for a conversation without one. */
  readonly conversation: string;
  /** The terminal it was asked in; undefined outside one. */
  readonly terminal?: string | undefined;
  readonly provider: string;
  readonly model: string;
  readonly system?: string | undefined;
  /** The user's turn, images included, so that the conversation can go on. */
  readonly prompt: Message['content'];
  readonly text: string;
  readonly reasoning: string;
  /** Null for an answer that was cut off. */
  readonly finishReason: FinishReason | null;
  readonly isCached: boolean;
  readonly timing?: { readonly firstTokenMs: number | null; readonly totalMs: number } | undefined;
  readonly usage?: Usage | undefined;
  readonly costUsd: number | null;
  readonly requestId?: string | undefined;
};

/** An entry as it is stored; a later entry has a larger id. */
export type StoredEntry = HistoryEntry & { readonly id: number };

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asOptionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const isPart = (value: unknown): boolean =>
  typeof value === 'object' && value !== null &&
  (Reflect.get(value, 'type') === 'text' ? typeof Reflect.get(value, 'text') === 'string'
    : Reflect.get(value, 'type') === 'image' && typeof Reflect.get(value, 'mediaType') === 'string' && typeof Reflect.get(value, 'base64') === 'string');

const toPrompt = ({ prompt, parts }: SqlRow): Message['content'] => {
  const plain = [{ type: 'text' as const, text: asText(prompt) }];
  if (typeof parts !== 'string') return plain;
  try {
    const parsed: unknown = JSON.parse(parts);
    return Array.isArray(parsed) && parsed.every(isPart) ? parsed as Message['content'] : plain;
  } catch {
    return plain;
  }
};

const finishReasons: readonly unknown[] = ['stop', 'length', 'content_filter', 'tool_calls', 'other'] satisfies readonly FinishReason[];

const toUsage = (row: SqlRow): Usage | undefined => {
  const usage = {
    inputTokens: asNumber(row['input_tokens']), outputTokens: asNumber(row['output_tokens']),
    reasoningTokens: asNumber(row['reasoning_tokens']), cachedInputTokens: asNumber(row['cached_input_tokens']),
  };
  return Object.values(usage).every((count) => count === null) ? undefined : usage;
};

/** Reads a row of `answers`; what a damaged file has put into a column is left out. */
export const toEntry = (row: SqlRow): StoredEntry => {
  const totalMs = asNumber(row['total_ms']);
  const finishReason = row['finish_reason'];
  return {
    id: asNumber(row['id']) ?? 0,
    createdMs: asNumber(row['created_ms']) ?? 0,
    conversation: asText(row['conversation']),
    terminal: asOptionalText(row['terminal']),
    provider: asText(row['provider']),
    model: asText(row['model']),
    system: asOptionalText(row['system']),
    prompt: toPrompt(row),
    text: asText(row['text']),
    reasoning: asText(row['reasoning']),
    finishReason: finishReasons.includes(finishReason) ? finishReason as FinishReason : null,
    isCached: row['is_cached'] === 1,
    timing: totalMs === null ? undefined : { firstTokenMs: asNumber(row['first_token_ms']), totalMs },
    usage: toUsage(row),
    costUsd: asNumber(row['cost_usd']),
    requestId: asOptionalText(row['request_id']),
  };
};

/** The columns of `answers` besides the id, in the order of `toValues`. */
export const entryColumns = [
  'created_ms', 'conversation', 'terminal', 'provider', 'model', 'system', 'prompt', 'parts', 'text', 'reasoning', 'finish_reason',
  'is_cached', 'first_token_ms', 'total_ms', 'input_tokens', 'output_tokens', 'reasoning_tokens', 'cached_input_tokens', 'cost_usd', 'request_id',
] as const;

const toTokenCounts = (usage: Usage | undefined): readonly (number | null)[] => {
  const { inputTokens, outputTokens, reasoningTokens, cachedInputTokens } = usage ?? unknownUsage;
  return [inputTokens, outputTokens, reasoningTokens, cachedInputTokens];
};

export const toValues = (entry: HistoryEntry): readonly (string | number | null)[] => {
  const { prompt, usage, timing } = entry;
  const isPlain = prompt.length === 1 && prompt[0]?.type === 'text';
  return [
    entry.createdMs, entry.conversation, entry.terminal ?? null, entry.provider, entry.model, entry.system ?? null,
    textOf({ role: 'user', content: prompt }), isPlain ? null : JSON.stringify(prompt), entry.text, entry.reasoning, entry.finishReason,
    entry.isCached ? 1 : 0, timing?.firstTokenMs ?? null, timing?.totalMs ?? null,
    ...toTokenCounts(usage), entry.costUsd, entry.requestId ?? null,
  ];
};
