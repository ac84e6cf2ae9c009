import type { StreamEvent } from '../core/events.js';
import type { Provider, ProviderLayer } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import { createRetryBudget } from '../layers/retry-budget.js';
import { withMaxCost } from '../layers/with-max-cost.js';
import { withRetry } from '../layers/with-retry.js';
import { createClock } from './clock.js';
import type { CompleteInput } from './complete.js';
import type { Candidate } from './complete-plan.js';
import type { Connection } from './connect.js';
import { connect } from './connect.js';
import { estimateTokens } from './estimate-tokens.js';
import { readModelPrice } from './model-price.js';

/** A single prompt may use all its retries; it earns none by being sent. */
const smallestBudget = 3;
/** With somebody else to ask, a long wait is no use. */
const longestWaitBeforeOtherMs = 5000;

const retryLayer = (candidate: Candidate, { plan, settings, io, notify }: CompleteInput): ProviderLayer => {
  const isLast = plan.fallbacks.length === 0 || plan.fallbacks.at(-1) === candidate;
  return withRetry({
    clock: createClock(io), maxRetries: settings.maxRetries, notify, giveUpAfterMs: settings.timeoutMs,
    budget: createRetryBudget({ minimum: Math.max(smallestBudget, settings.maxRetries) }),
    longestWaitMs: isLast ? undefined : longestWaitBeforeOtherMs,
  });
};

const costLayer = (candidate: Candidate, { plan, settings: { maxCostUsd }, notify }: CompleteInput): ProviderLayer => {
  if (maxCostUsd === undefined) return (next) => next;
  // All who race are paid for; of those who stand in for each other only one is.
  const payingCount = plan.fallbacks.includes(candidate) ? 1 : 1 + plan.rivals.length;
  return withMaxCost({ maxCostUsd: maxCostUsd / payingCount, readPrice: () => readModelPrice(candidate), estimateTokens, notify });
};

/** Connects to a candidate and asks it, with the cap on costs in front and the retries behind it. */
export async function* askCandidate(
  candidate: Candidate, input: CompleteInput, keep: (connection: Connection) => void, request: ChatRequest, signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const connection = await connect({ ...input, target: candidate.target });
  keep(connection);
  const provider: Provider = costLayer(candidate, input)(retryLayer(candidate, input)(connection.provider));
  yield* provider.stream(request, signal);
}
