import type { ServerResponse } from '../protocols/protocol.js';
import type { AnswerPlan } from './answer.js';
import { createBodyWriter } from './body-writer.js';
import type { ChatCall } from './call.js';
import { untilGone } from './call.js';
import { breakJson } from './faults/rewrites.js';
import { resetConnection } from './reset-connection.js';
import { bodyHeaders, sendEarlyHints } from './response-head.js';
import type { Schedule } from './schedule.js';

const wordAnswer = (call: ChatCall, plan: AnswerPlan): ServerResponse => {
  const head = { id: call.identity.id, model: call.chat.model, createdMs: Date.now(), inputTokens: plan.usage.inputTokens ?? undefined };
  if (call.faults.cut?.action === 'error') {
    const failure = { reason: 'overloaded', message: 'This is a simulated failure under status 200.' } as const;
    // Bodies that repeat the status of a failure say what it would have been.
    return { ...call.side.encodeFailure(failure, call.identity.id), status: 200 };
  }
  const answer = call.side.encodeAnswer({
    head, reasoning: plan.reasoning.join(''), text: plan.text.join(''), finishReason: plan.finishReason, usage: plan.usage,
  }, call.request);
  const body = call.faults.damage === undefined ? answer.body : breakJson(answer.body);
  return { ...answer, headers: { ...call.side.headers(head), ...answer.headers }, body };
};

/** A cut answer promises its whole length and keeps half of it. */
const halfOf = (body: string): string => Buffer.from(body).subarray(0, Buffer.byteLength(body) >> 1).toString('latin1');

const cutShort = async (call: ChatCall, action: 'reset' | 'stall' | 'end'): Promise<void> => {
  if (action === 'reset') return resetConnection(call.response);
  if (action === 'stall') return untilGone(call.signal);
  call.response.socket?.end();
};

/** Answers in one body when the last token would have been due. */
export const sendWholeAnswer = async (call: ChatCall, plan: AnswerPlan, schedule: Schedule, startedMs: number): Promise<void> => {
  const { response, faults, shared, signal } = call;
  const alarm = shared.ticker.createAlarm();
  signal.addEventListener('abort', () => alarm.cancel(), { once: true });
  await alarm.until(startedMs + schedule.lastMs);
  if (signal.aborted) return;
  const answer = wordAnswer(call, plan);
  const isChanged = faults.compression !== undefined || faults.prefix !== '' || faults.changes.length > 0;
  const length = isChanged ? {} : { 'content-length': Buffer.byteLength(answer.body) };
  if (faults.hasEarlyHints) await sendEarlyHints(response);
  response.writeHead(answer.status, { ...answer.headers, ...length, ...bodyHeaders(faults) });
  const action = faults.cut?.action;
  if (action !== undefined && action !== 'error') {
    response.write(halfOf(answer.body), 'latin1');
    return cutShort(call, action);
  }
  const writer = createBodyWriter(response, { ...faults, rewrites: [] }, signal);
  await writer.write(answer.body);
  if (faults.hasLongLength) response.socket?.end();
  else await writer.end();
};
