import type { Encoder } from '../protocols/protocol.js';
import type { AnswerPlan } from './answer.js';
import type { SimulatorOptions } from './option-table.js';
import type { Schedule } from './schedule.js';

/** One write of a streamed answer. */
export type Step = {
  /** Milliseconds after the request was served. */
  readonly dueMs: number;
  /** How many tokens are out when this one is; Infinity for the closing events. */
  readonly tokens: number;
  readonly piece: string;
};

type Channel = 'reasoning' | 'text';
type Delta = { readonly channel: Channel; readonly text: string; readonly tokens: number };

function* deltasOf(channel: Channel, tokens: readonly string[], chunk: number, before: number): Generator<Delta> {
  for (let start = 0; start < tokens.length; start += chunk) {
    const end = Math.min(start + chunk, tokens.length);
    yield { channel, text: tokens.slice(start, end).join(''), tokens: before + end };
  }
}

function* allDeltas(plan: AnswerPlan, chunk: number): Generator<Delta> {
  yield* deltasOf('reasoning', plan.reasoning, chunk, 0);
  yield* deltasOf('text', plan.text, chunk, plan.reasoning.length);
}

/**
 * The writes of an answer in order, each worded when it is asked for. An event of several tokens is due with its
 * last one; what opens the format goes out with the first event.
 */
export function* stepsOf(encoder: Encoder, plan: AnswerPlan, schedule: Schedule, options: SimulatorOptions): Generator<Step> {
  let opening = encoder.open();
  const opened = (piece: string): string => {
    const whole = opening + piece;
    opening = '';
    return whole;
  };
  if (options.hasRoleEvent) yield { dueMs: 0, tokens: 0, piece: opened(encoder.empty()) };
  for (const { channel, text, tokens } of allDeltas(plan, options.chunkTokens)) {
    const dueMs = schedule.tokenMs[tokens - 1] ?? schedule.lastMs;
    yield { dueMs, tokens, piece: opened(encoder[channel](text)) };
  }
  const closing = encoder.close({ finishReason: plan.finishReason, usage: plan.usage });
  for (const [index, piece] of closing.entries()) {
    const isLast = index === closing.length - 1;
    yield { dueMs: schedule.lastMs + (isLast ? options.tailMs : 0), tokens: Infinity, piece: opened(piece) };
  }
}
