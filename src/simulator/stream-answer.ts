import type { AnswerPlan } from './answer.js';
import type { BodyWriter } from './body-writer.js';
import { createBodyWriter } from './body-writer.js';
import type { ChatCall } from './call.js';
import { untilGone } from './call.js';
import type { CutAction } from './faults/fault.js';
import { breakJson } from './faults/rewrites.js';
import { resetConnection } from './reset-connection.js';
import { bodyHeaders, sendEarlyHints } from './response-head.js';
import type { Schedule } from './schedule.js';
import { stepsOf } from './steps.js';
import type { Alarm } from './ticker.js';
import type { Encoder } from '../protocols/protocol.js';

type Stream = { readonly call: ChatCall; readonly encoder: Encoder; readonly writer: BodyWriter; readonly alarm: Alarm; readonly startedMs: number };

const untilDue = (stream: Stream, dueMs: number): Promise<void> | undefined => {
  const atMs = stream.startedMs + dueMs;
  return atMs <= stream.call.shared.ticker.nowMs() ? undefined : stream.alarm.until(atMs);
};

/** More was promised where the length is too long: only the end of the connection ends such a body. */
const endStream = async (stream: Stream): Promise<void> => {
  if (stream.call.faults.hasLongLength) stream.call.response.socket?.end();
  else await stream.writer.end();
};

const cutShort = async (stream: Stream, action: CutAction): Promise<void> => {
  switch (action) {
    case 'reset': return resetConnection(stream.call.response);
    case 'stall': return untilGone(stream.call.signal);
    case 'end': return endStream(stream);
    case 'error':
      await stream.writer.write(stream.encoder.error({ reason: 'overloaded', message: 'This is a simulated failure in the middle of the answer.' }));
      return stream.writer.end();
  }
};

const sendEndlessLine = async (stream: Stream): Promise<void> => {
  await stream.writer.write(stream.encoder.contentType.includes('event-stream') ? 'data: {"endless":"' : '{"endless":"');
  const block = 'a'.repeat(16_384);
  while (!stream.call.signal.aborted) await stream.writer.write(block);
};

const sendSteps = async (stream: Stream, plan: AnswerPlan, schedule: Schedule): Promise<void> => {
  const { faults, shared, signal } = stream.call;
  let damage = faults.damage;
  let first = '';
  for (const step of stepsOf(stream.encoder, plan, schedule, shared.options)) {
    const wait = untilDue(stream, step.dueMs);
    if (wait !== undefined) await wait;
    if (signal.aborted) return;
    if (faults.cut !== undefined && step.tokens > faults.cut.afterTokens) return cutShort(stream, faults.cut.action);
    first ||= step.piece;
    const isBroken = damage !== undefined && step.tokens > damage && step.piece !== '';
    if (isBroken) damage = undefined;
    const drained = stream.writer.write(isBroken ? breakJson(step.piece) : step.piece);
    if (drained !== undefined) await drained;
  }
  if (faults.hasMoreBehindTheEnd) await stream.writer.write(first);
  return endStream(stream);
};

/** Streams an answer on its schedule: the headers at once, every event when it is due, what is late without delay. */
export const streamAnswer = async (call: ChatCall, plan: AnswerPlan, schedule: Schedule, startedMs: number): Promise<void> => {
  const { response, side, faults, shared, signal } = call;
  const head = { id: call.identity.id, model: call.chat.model, createdMs: Date.now(), inputTokens: plan.usage.inputTokens ?? undefined };
  const encoder = side.createEncoder(head, call.request);
  if (faults.hasEarlyHints) await sendEarlyHints(response);
  response.writeHead(200, {
    ...side.headers(head), 'content-type': encoder.contentType, 'cache-control': 'no-cache', ...bodyHeaders(faults),
  });
  response.flushHeaders();
  const alarm = shared.ticker.createAlarm();
  signal.addEventListener('abort', () => alarm.cancel(), { once: true });
  const stream = { call, encoder, writer: createBodyWriter(response, faults, signal), alarm, startedMs };
  if (!faults.isEndlessLine) return sendSteps(stream, plan, schedule);
  await untilDue(stream, schedule.tokenMs[0] ?? schedule.lastMs);
  return sendEndlessLine(stream);
};
