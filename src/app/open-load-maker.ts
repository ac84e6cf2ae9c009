import { createBudget } from './bench-budget.js';
import type { BenchSubject } from './bench-steps.js';
import type { WorkerSubject } from './bench-workers/messages.js';
import type { LoadMaker } from './load-maker.js';
import { createLocalMaker } from './load-maker.js';
import { readTransportOptions } from './connect.js';
import type { PlanInput } from './plan-complete.js';

const toWorkerSubject = async ({ plan, connection: { parts, keyHint }, price }: BenchSubject, { settings, io }: PlanInput): Promise<WorkerSubject> => {
  const { key, provider, baseUrl, headers, keyKind } = parts.endpoint;
  return {
    protocol: plan.target.protocol, endpoint: { provider, baseUrl, headers, keyKind: keyKind === 'bearer' ? keyKind : undefined },
    secret: key?.reveal(), keyHint, request: plan.request, price, transport: await readTransportOptions(settings, io.environment),
  };
};

/** Makes the loads of a run in one thread, or in so many. */
export const openLoadMaker = async (subjects: readonly BenchSubject[], workers: number, maxCostUsd: number | undefined, input: PlanInput): Promise<LoadMaker> => {
  const { monotonicMs } = input.io;
  if (workers > 1) {
    const { createWorkerMaker } = await import('./bench-workers/worker-maker.js');
    return createWorkerMaker(workers, await Promise.all(subjects.map((subject) => toWorkerSubject(subject, input))), maxCostUsd, monotonicMs);
  }
  const own = subjects.map(({ connection, plan: { request }, price }) => ({ reach: connection, request, price }));
  return createLocalMaker(own, monotonicMs, maxCostUsd === undefined ? undefined : createBudget(maxCostUsd));
};
