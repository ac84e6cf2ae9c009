import { UadaError } from '../core/errors.js';
import type { ChatRequest } from '../core/request.js';
import type { ServerFailure } from '../protocols/protocol.js';
import type { AnswerPlan } from './answer.js';
import { planAnswer } from './answer.js';
import type { Call, ChatCall } from './call.js';
import { sendReply } from './call.js';
import { isUnknownModel } from './models.js';
import { planSchedule } from './schedule.js';
import { streamAnswer } from './stream-answer.js';
import { sendWholeAnswer } from './whole-answer.js';

const toFailure = (error: unknown): ServerFailure => {
  if (!(error instanceof UadaError) || error.kind !== 'usage') throw error;
  return { reason: 'parameter', message: error.message, ...(error.code === undefined ? {} : { parameter: error.code }) };
};

const read = (call: Call): ChatRequest | ServerFailure => {
  try {
    const chat = call.side.parse(call.request);
    return isUnknownModel(chat.model) ? { reason: 'model', message: `The model \`${chat.model}\` does not exist.`, parameter: 'model', model: chat.model } : chat;
  } catch (error) {
    return toFailure(error);
  }
};

const answer = async (call: ChatCall, plan: AnswerPlan, startedMs: number): Promise<void> => {
  const { options } = call.shared;
  const schedule = planSchedule(options, plan.reasoning.length + plan.text.length, call.identity.random('times'));
  const send = call.chat.stream && !call.faults.isWhole ? streamAnswer : sendWholeAnswer;
  await send(call, plan, schedule, startedMs);
};

/** A request that waits for a slot is served from the moment it gets one. */
const answerInTurn = async (call: ChatCall): Promise<void> => {
  const { options, slots, ticker } = call.shared;
  const planned = planAnswer({ provider: call.provider, request: call.chat }, options, call.identity.random('length'));
  const plan = { ...planned, text: call.faults.splits.reduce((tokens, split) => split(tokens), planned.text) };
  if (slots === undefined) return answer(call, plan, call.arrivedMs);
  const hasToWait = slots.isFull();
  const giveBack = await slots.take(call.signal);
  if (giveBack === undefined) return;
  try {
    await answer(call, plan, hasToWait ? ticker.nowMs() : call.arrivedMs);
  } finally {
    giveBack();
  }
};

/** Answers a chat request, or says in the vendor's words what is wrong with it. */
export const serveChat = async (call: Call): Promise<void> => {
  const chat = read(call);
  if ('reason' in chat) return sendReply(call.response, call.side.encodeFailure(chat, call.identity.id));
  return answerInTurn({ ...call, chat });
};
