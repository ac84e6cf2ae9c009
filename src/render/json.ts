import type { UadaError } from '../core/errors.js';
import { redact } from '../core/secret.js';
import type { Usage } from '../core/usage.js';
import { toJsonLine } from './json-line.js';
import type { CodeBlockFilter } from './first-code-block.js';
import type { AnswerReport, Presenter } from './report.js';
import type { Writer } from './writer.js';

type Json = Readonly<Record<string, unknown>>;

/** Milliseconds to a tenth: more digits would be noise. */
const roundMs = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 10) / 10);

export const toJsonUsage = (usage: Usage): Json => ({
  input_tokens: usage.inputTokens,
  output_tokens: usage.outputTokens,
  reasoning_tokens: usage.reasoningTokens,
  cached_input_tokens: usage.cachedInputTokens,
});

/** The error object of every JSON output. */
export const toJsonError = (error: UadaError): Json => ({
  kind: error.kind,
  message: redact(error.message),
  status: error.status ?? null,
  provider: error.provider ?? null,
  hint: error.hint === undefined ? null : redact(error.hint),
});

export const toJsonTiming = ({ answer: { timing } }: AnswerReport): Json => ({
  connect_ms: roundMs(timing.connectMs), ttft_ms: roundMs(timing.ttftMs), total_ms: roundMs(timing.totalMs),
});

/** The one object of `--json`; unknown is null. */
export const toJsonAnswer = (report: AnswerReport, error?: UadaError): Json => {
  const { answer } = report;
  return {
    id: answer.id,
    provider: answer.provider,
    model: answer.model,
    text: answer.text,
    reasoning: answer.reasoning,
    finish_reason: answer.finishReason,
    usage: toJsonUsage(answer.usage),
    cost_usd: report.costUsd,
    cached: answer.cachedAgeMs !== null,
    cache: { key: report.cacheKey, age_ms: answer.cachedAgeMs },
    timing: toJsonTiming(report),
    attempts: report.attempts,
    request_id: answer.requestId,
    error: error === undefined ? null : toJsonError(error),
  };
};

/** The object for a failure before anything was asked. */
export const toJsonFailure = (error: UadaError): Json => ({
  id: null, provider: error.provider ?? null, model: null, text: '', reasoning: null, finish_reason: null,
  usage: { input_tokens: null, output_tokens: null, reasoning_tokens: null, cached_input_tokens: null },
  cost_usd: null, cached: false, cache: { key: null, age_ms: null }, timing: { connect_ms: null, ttft_ms: null, total_ms: null },
  attempts: 0, request_id: error.requestId ?? null, error: toJsonError(error),
});

const onlyCode = (report: AnswerReport, code: CodeBlockFilter | undefined): AnswerReport =>
  (code === undefined ? report : { ...report, answer: { ...report.answer, text: `${code.push(report.answer.text)}${code.finish()}` } });

/** One object when the answer has ended, or when it has failed. With a filter its text is what that lets through. */
export const createJsonPresenter = (out: Writer, code?: CodeBlockFilter): Presenter => ({
  push: () => Promise.resolve(),
  end: (report) => out.write(toJsonLine(toJsonAnswer(onlyCode(report, code)))),
  fail: (report, error) => out.write(toJsonLine(toJsonAnswer(onlyCode(report, code), error))),
});
