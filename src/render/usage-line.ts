import type { Answer } from '../core/answer.js';
import type { AnswerReport } from './report.js';

const units: readonly (readonly [number, string])[] = [[86_400_000, 'd'], [3_600_000, 'h'], [60_000, 'min'], [1000, 's']];

/** A span in the largest unit that fits: `3 min`, `12 s`, `340 ms`. */
export const formatSpan = (ms: number): string => {
  const unit = units.find(([size]) => ms >= size);
  if (unit === undefined) return `${Math.round(ms)} ms`;
  const value = ms / unit[0];
  return `${unit[1] === 's' && value < 10 ? value.toFixed(1) : Math.floor(value)} ${unit[1]}`;
};

/** A price a person can read: four significant digits below a cent, never rounded to nothing. */
export const formatUsd = (usd: number): string => {
  if (usd === 0) return '$0';
  return usd >= 0.01 ? `$${usd.toFixed(4)}` : `$${Number(usd.toPrecision(2)).toFixed(Math.min(10, 1 - Math.floor(Math.log10(usd))))}`;
};

/** Tokens that were streamed: a model that thinks in secret is billed for more than it shows. */
const streamedTokens = ({ reasoning, usage: { outputTokens, reasoningTokens } }: Answer): number | null =>
  outputTokens === null || reasoning !== null ? outputTokens : outputTokens - (reasoningTokens ?? 0);

/** Streamed tokens per second after the first one; null where it cannot be told. */
export const tokensPerSecond = ({ answer }: AnswerReport): number | null => {
  const { ttftMs, totalMs } = answer.timing;
  const tokens = streamedTokens(answer);
  if (tokens === null || tokens < 2 || ttftMs === null || totalMs <= ttftMs) return null;
  return ((tokens - 1) / (totalMs - ttftMs)) * 1000;
};

const tokensPart = ({ answer: { usage } }: AnswerReport): string => {
  if (usage.inputTokens === null && usage.outputTokens === null) return 'tokens not reported';
  const cached = usage.cachedInputTokens ? ` (${usage.cachedInputTokens} cached)` : '';
  const reasoning = usage.reasoningTokens ? ` (${usage.reasoningTokens} reasoning)` : '';
  return `${usage.inputTokens ?? '?'}${cached} → ${usage.outputTokens ?? '?'}${reasoning} tokens`;
};

const stopPart = ({ answer }: AnswerReport): string | undefined =>
  answer.finishReason === null || answer.finishReason === 'stop' ? undefined : `stopped: ${answer.detail ?? answer.finishReason}`;

/** Everything about an answer on one line: who, how fast, how much, what it cost, why it stopped. */
export const toUsageLine = (report: AnswerReport): string => {
  const { answer } = report;
  const speed = tokensPerSecond(report);
  const age = answer.cachedAgeMs;
  const isCached = age !== null;
  return [
    `${answer.provider}/${answer.model}`,
    isCached ? `cached ${formatSpan(age)} ago` : undefined,
    isCached || answer.timing.ttftMs === null ? undefined : `first token ${formatSpan(answer.timing.ttftMs)}`,
    isCached ? undefined : `total ${formatSpan(answer.timing.totalMs)}`,
    isCached || speed === null ? undefined : `${Math.round(speed)} tokens/s`,
    tokensPart(report),
    report.costUsd === null ? 'cost unknown' : formatUsd(report.costUsd),
    stopPart(report),
  ].filter((part) => part !== undefined).join(' · ');
};
