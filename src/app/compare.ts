import type { Answer } from '../core/answer.js';
import { createAnswerRecorder } from '../core/answer.js';
import { CancelledError, UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import { unknownUsage } from '../core/usage.js';
import type { CompleteInput } from './complete.js';
import { complete } from './complete.js';
import type { CompletePlan } from './complete-plan.js';
import type { HistorySession } from './history-session.js';
import { withSignal } from './io.js';
import { judgeAnswer } from './judge-answer.js';
import { toNoticeLine } from './notice-line.js';
import type { Entrant } from './plan-compare.js';
import { createRunTally } from './run-tally.js';
import type { TalliedAnswer } from './tally-answer.js';
import { tallyAnswer } from './tally-answer.js';

/** Told of what happens to each model, by its place in the list. */
export type CompareObserver = {
  wait(index: number, what: string): void;
  push(index: number, event: StreamEvent): Promise<void>;
  /** Its answer is whole, or what came of it is all there will be. */
  end(index: number, answer: TalliedAnswer, error: UadaError | undefined): Promise<void>;
};

export type CompareInput = Omit<CompleteInput, 'plan' | 'notify' | 'onRequest' | 'onAnswerer'> & {
  readonly entrants: readonly Entrant[];
  readonly isStrict: boolean;
  /** Keeps an answer in the history, in a conversation of its own. */
  readonly record: HistorySession['record'];
  readonly observer: CompareObserver;
};

const noAnswer = (name: string): Answer => {
  const slash = name.indexOf('/');
  return {
    id: null, provider: slash < 0 ? name : name.slice(0, slash), model: slash < 0 ? '' : name.slice(slash + 1), text: '', reasoning: null, finishReason: null, detail: null,
    usage: unknownUsage, cachedAgeMs: null, timing: { connectMs: null, ttftMs: null, totalMs: 0 }, requestId: null, rateLimits: [],
  };
};

const asError = (thrown: unknown): UadaError => {
  if (thrown instanceof UadaError) return thrown;
  throw thrown;
};

const ask = async (index: number, plan: CompletePlan, input: CompareInput): Promise<UadaError | undefined> => {
  const { observer, io } = input;
  const tally = createRunTally(plan);
  const recorder = createAnswerRecorder({ provider: plan.target.row.id, model: plan.request.model, monotonicMs: io.monotonicMs });
  let failure: unknown;
  try {
    const events = complete({
      ...input, plan,
      notify: (notice) => {
        observer.wait(index, toNoticeLine(notice));
        io.warn(toNoticeLine(notice));
      },
      onRequest: () => {
        tally.onRequest();
        observer.wait(index, 'waiting');
      },
    });
    for await (const event of events) {
      recorder.push(event);
      await observer.push(index, event);
    }
    failure = judgeAnswer(recorder.answer(), input.isStrict).error;
  } catch (error) {
    failure = error;
  }
  // What came was paid for: it is kept, also when nobody reads the rest.
  const tallied = await tallyAnswer(recorder.answer(), plan, tally);
  await input.record(plan.request, tallied.answer, tallied.costUsd);
  const error = failure === undefined ? undefined : asError(failure);
  await observer.end(index, tallied, error);
  return error;
};

const run = async (entrant: Entrant, index: number, input: CompareInput): Promise<UadaError | undefined> => {
  if ('plan' in entrant) return ask(index, entrant.plan, input);
  await input.observer.end(index, { answer: noAnswer(entrant.name), costUsd: null, cacheKey: null, attempts: 0 }, entrant.error);
  return entrant.error;
};

const joinErrors = (errors: readonly UadaError[], count: number): UadaError | undefined => {
  const [first] = errors;
  if (first === undefined) return undefined;
  if (errors.length < count) return new UadaError('partial', `${errors.length} of ${count} models failed.`);
  const isAlike = errors.every(({ exitCode }) => exitCode === first.exitCode);
  return new UadaError(isAlike ? first.kind : 'partial', `All ${count} models failed.`);
};

/**
 * Asks all models at once, each through the cache and the layers of a single prompt, and resolves when all have
 * ended: to undefined when every answer is whole, else to the failure of the run. A cap on costs is for all of them
 * together. When the observer breaks, the rest is stopped and its error thrown.
 */
export const compare = async (given: CompareInput): Promise<UadaError | undefined> => {
  const { entrants, settings } = given;
  const stop = new AbortController();
  const maxCostUsd = settings.maxCostUsd === undefined ? undefined : settings.maxCostUsd / entrants.length;
  const input: CompareInput = { ...given, settings: { ...settings, maxCostUsd }, io: withSignal(given.io, AbortSignal.any([given.io.signal, stop.signal])) };
  const running = entrants.map((entrant, index) => run(entrant, index, input).catch((error: unknown) => {
    stop.abort(new CancelledError());
    throw error;
  }));
  const ended = await Promise.allSettled(running);
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  if (given.io.signal.aborted) return new CancelledError();
  return joinErrors(ended.flatMap((result) => (result.status === 'fulfilled' && result.value !== undefined ? [result.value] : [])), entrants.length);
};
