import { UadaError } from '../../core/errors.js';
import type { ServedLine } from '../../protocols/batch-server.js';
import type { ServerFailure, ServerResponse, ServerSide } from '../../protocols/protocol.js';
import { planAnswer } from '../answer.js';
import { replyFailure } from '../fault-reply.js';
import { strike } from '../faults/struck.js';
import type { Identity } from '../identity.js';
import { isUnknownModel } from '../models.js';
import type { SimulatorOptions } from '../option-table.js';
import type { SimulatedProvider } from '../providers.js';

export type LineContext = {
  readonly provider: SimulatedProvider;
  readonly options: SimulatorOptions;
  readonly side: ServerSide;
  readonly identity: Identity;
};

const toFailure = (error: unknown): ServerFailure => {
  if (!(error instanceof UadaError) || error.kind !== 'usage') throw error;
  return { reason: 'parameter', message: error.message, ...(error.code === undefined ? {} : { parameter: error.code }) };
};

/** The reply that one request of a batch would have got alone. Of the faults, those count that stand in place of an answer. */
export const answerLine = ({ request }: ServedLine, { provider, options, side, identity }: LineContext): ServerResponse => {
  const { reply } = strike(options.faults, identity.random('faults'));
  if (reply !== undefined) return side.encodeFailure(replyFailure(reply), identity.id);
  try {
    const chat = side.parse(request);
    if (isUnknownModel(chat.model)) return side.encodeFailure({ reason: 'model', message: `The model \`${chat.model}\` does not exist.`, parameter: 'model', model: chat.model }, identity.id);
    const plan = planAnswer({ provider, request: chat }, options, identity.random('length'));
    const head = { id: identity.id, model: chat.model, createdMs: Date.now(), inputTokens: plan.usage.inputTokens ?? undefined };
    const answer = side.encodeAnswer({ head, reasoning: plan.reasoning.join(''), text: plan.text.join(''), finishReason: plan.finishReason, usage: plan.usage }, request);
    return { ...answer, headers: { ...side.headers(head), ...answer.headers } };
  } catch (error) {
    return side.encodeFailure(toFailure(error), identity.id);
  }
};
