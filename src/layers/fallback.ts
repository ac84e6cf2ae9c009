import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Contender, Contenders } from './contender.js';
import { named, requestFor } from './contender.js';
import { holdBack } from './held-stream.js';
import type { Failure } from './joint-error.js';
import { toJointError } from './joint-error.js';
import type { FallbackNotice } from './notice.js';
import { toShortReason } from './short-reason.js';

/**
 * Whether another provider may answer in the place of the one that was asked: when that one is down, too slow, over
 * its limits or without credit, or has no such model (any more). A refused key, a refused parameter or a wrong flag
 * is for the person to mend, and would go unnoticed for ever behind an answer of somebody else.
 */
const mayFallBack = (error: UadaError): boolean => {
  const { kind, status = 0, isRetryable } = error;
  if (kind === 'provider') return isRetryable || status === 404 || status >= 500;
  return kind === 'network' || kind === 'timeout' || kind === 'rate_limit' || (kind === 'incomplete' && isRetryable);
};

/** The failure that leads to the next one; undefined to pass it on. Behind the asked one any failure leads further. */
const toFailure = (error: unknown, { provider }: Contender, isAsked: boolean): Failure | undefined => {
  if (!(error instanceof UadaError) || error.kind === 'cancelled' || error.kind === 'bug') return undefined;
  return isAsked && !mayFallBack(error) ? undefined : { provider: provider.id, error };
};

const toNotice = ({ provider, error }: Failure, next: Contender, request: ChatRequest): FallbackNotice => ({
  type: 'fallback', from: provider, to: { provider: next.provider.id, model: requestFor(next, request).model },
  reason: toShortReason(error, provider), error,
});

type Notify = (notice: FallbackNotice) => void;

type FallbackOptions = {
  readonly notify?: Notify | undefined;
  /** Holds every answer back until it is whole, so that the next one is asked in place of one that broke off. @default false */
  readonly isHeldToEnd?: boolean | undefined;
};

async function* stream(contenders: Contenders, { notify, isHeldToEnd }: FallbackOptions, request: ChatRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const failures: Failure[] = [];
  for (const [index, contender] of contenders.entries()) {
    const { provider, onAnswer } = contender;
    const held = holdBack(provider.stream(requestFor(contender, request), signal), isHeldToEnd);
    try {
      for await (const event of held.events) {
        if (event.type === 'start') onAnswer?.();
        yield named(event, provider.id);
      }
      return;
    } catch (error) {
      const failure = held.isShown || signal.aborted ? undefined : toFailure(error, contender, index === 0);
      if (failure === undefined) {
        yield* held.release();
        throw error;
      }
      failures.push(failure);
      const next = contenders[index + 1];
      if (next !== undefined) notify?.(toNotice(failure, next, request));
    }
  }
  throw toJointError(failures);
}

/**
 * A provider out of several: the first is asked, and each next one when the one before failed in a way that
 * `mayFallBack` before anything was shown. Every change is told once; the `start` says who answers. When all fail,
 * the error is that of the first with the others' words behind it.
 */
export const createFallback = (contenders: Contenders, notify?: Notify, isHeldToEnd?: boolean): Provider => ({
  id: contenders[0].provider.id,
  stream: (request, signal) => stream(contenders, { notify, isHeldToEnd }, request, signal),
});
