import type { StreamEvent } from '../core/events.js';
import { toJsonError, toJsonTiming, toJsonUsage } from './json.js';
import { toJsonLine } from './json-line.js';
import type { CodeBlockFilter } from './first-code-block.js';
import type { AnswerReport, Presenter } from './report.js';
import type { Writer } from './writer.js';

type Line = Readonly<Record<string, unknown>>;

/** The `end` waits for the report: only that knows cost and time. */
const toLine = (event: StreamEvent): Line | undefined => {
  switch (event.type) {
    case 'start':
      return {
        type: 'start', id: event.id ?? null, provider: event.provider ?? null, model: event.model,
        cached: event.cachedAgeMs !== undefined, request_id: event.requestId ?? null,
      };
    case 'reasoning':
    case 'text':
      return { type: event.type, text: event.text };
    case 'end':
      return undefined;
  }
};

const toUsageLine = ({ answer, costUsd }: AnswerReport): Line => ({ type: 'usage', ...toJsonUsage(answer.usage), cost_usd: costUsd });

const toEndLine = (report: AnswerReport): Line => ({
  type: 'end', finish_reason: report.answer.finishReason, cached: report.answer.cachedAgeMs !== null,
  cache: { key: report.cacheKey, age_ms: report.answer.cachedAgeMs }, timing: toJsonTiming(report), attempts: report.attempts,
});

/**
 * One event a line, as it happens. `provider` fills in what events leave to the asker. With a filter the texts are what
 * that lets through.
 */
export const createNdjsonPresenter = (out: Writer, provider: string, code?: CodeBlockFilter): Presenter => {
  const write = (line: Line): Promise<void> => out.write(toJsonLine(line));
  const writeText = async (text: string): Promise<void> => {
    if (text !== '') await write({ type: 'text', text });
  };
  return {
    push: async (event) => {
      if (event.type === 'text' && code !== undefined) return writeText(code.push(event.text));
      const line = toLine(event.type === 'start' ? { provider, ...event } : event);
      if (line !== undefined) await write(line);
    },
    end: async (report) => {
      await writeText(code?.finish() ?? '');
      await write(toUsageLine(report));
      await write(toEndLine(report));
    },
    fail: async (_report, error) => {
      await writeText(code?.finish() ?? '');
      await write({ type: 'error', error: toJsonError(error) });
    },
  };
};
