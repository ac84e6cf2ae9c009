import type { Answer } from '../core/answer.js';
import type { ChatRequest } from '../core/request.js';
import type { History } from '../store/history.js';

export type RecordInput = {
  readonly history: History;
  readonly conversation: string;
  readonly terminal: string;
  readonly request: ChatRequest;
  readonly answer: Answer;
  readonly costUsd: number | null;
  readonly nowMs: number;
};

/** Keeps an answer, or what came of it, in the history. Never rejects; resolves when it is on the disk. */
export const recordAnswer = async ({ history, conversation, terminal, request, answer, costUsd, nowMs }: RecordInput): Promise<void> => {
  const prompt = request.messages.at(-1)?.content ?? [];
  await history.record({
    createdMs: nowMs, conversation, terminal, provider: answer.provider, model: answer.model, system: request.system, prompt,
    text: answer.text, reasoning: answer.reasoning ?? '', finishReason: answer.finishReason, isCached: answer.cachedAgeMs !== null,
    timing: { firstTokenMs: answer.timing.ttftMs, totalMs: answer.timing.totalMs },
    usage: answer.usage, costUsd, requestId: answer.requestId ?? undefined,
  });
};
