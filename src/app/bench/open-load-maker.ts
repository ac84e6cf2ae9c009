import type { AnswerCache } from '../../store/answer-cache.js';
import { createBudget } from './budget.js';
import type { JobSubject } from './job.js';
import type { BenchSubject } from './steps.js';
import { createBenchTarget } from './target.js';
import type { WorkerSubject } from './workers/messages.js';
import type { LoadMaker } from './load-maker.js';
import { createLocalMaker } from './load-maker.js';
import { readTransportOptions, wantsHttp2 } from '../connect.js';
import type { PlanInput } from '../plan-complete.js';

export type MakerOptions = {
  /** Threads that make the load. */
  readonly workers: number;
  readonly maxCostUsd?: number | undefined;
  /** Answers instead of the models, in this thread. */
  readonly cache?: AnswerCache | undefined;
};

const toWorkerSubject = async ({ plan, connection: { parts, keyHint }, price }: BenchSubject, { settings, io }: PlanInput): Promise<WorkerSubject> => {
  const { key, provider, baseUrl, headers, keyKind } = parts.endpoint;
  return {
    protocol: plan.target.protocol, endpoint: { provider, baseUrl, headers, keyKind: keyKind === 'bearer' ? keyKind : undefined },
    secret: key?.reveal(), keyHint, request: plan.request, price, transport: await readTransportOptions(settings, io.environment),
    isHttp2: wantsHttp2(plan.target, settings),
  };
};

const toSubject = ({ connection, plan: { request }, price }: BenchSubject): JobSubject =>
  ({ price, createTarget: (name, prompts) => createBenchTarget(name, connection, request, prompts) });

const toCachedSubject = async ({ connection: { provider }, plan: { target, request }, price }: BenchSubject, cache: AnswerCache, { settings, io }: PlanInput): Promise<JobSubject> => {
  const { createCachedTarget } = await import('./cached-target.js');
  return { price, createTarget: (name, prompts) => createCachedTarget(name, { provider, target, request, cache, ttlMs: settings.cacheTtlMs, io }, prompts) };
};

/** Makes the loads of a run in one thread, or in so many. */
export const openLoadMaker = async (subjects: readonly BenchSubject[], { workers, maxCostUsd, cache }: MakerOptions, input: PlanInput): Promise<LoadMaker> => {
  const { monotonicMs } = input.io;
  if (workers > 1) {
    const { createWorkerMaker } = await import('./workers/worker-maker.js');
    return createWorkerMaker(await Promise.all(subjects.map((subject) => toWorkerSubject(subject, input))), {
      count: workers, maxCostUsd, monotonicMs, sayDebug: input.settings.debug ? input.io.warn : undefined,
    });
  }
  const own = cache === undefined ? subjects.map(toSubject) : await Promise.all(subjects.map((subject) => toCachedSubject(subject, cache, input)));
  return createLocalMaker(own, monotonicMs, maxCostUsd === undefined ? undefined : createBudget(maxCostUsd));
};
