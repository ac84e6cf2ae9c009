import type { LoadModel } from '../../bench/plan.js';
import { createRoughPercentiles } from '../../bench/rough-percentiles.js';
import type { BenchRow } from '../../bench/row.js';
import type { LoadProgress } from '../../core/load-progress.js';
import type { LoadWatcher } from './load-watcher.js';

export type LiveTallyOptions = {
  readonly monotonicMs: () => number;
  readonly targetCount: number;
  /** Requests of the whole run, null where that is not known. */
  readonly totalRequests: number | null;
  /** How long the measurement takes, for a single run that has an end in time. */
  readonly durationMs: number | undefined;
};

/** Keeps what a person wants to see of a run that goes on. */
export type LiveTally = LoadWatcher & { readonly progress: () => LoadProgress };

const recentCount = 120;
const rateSpanMs = 5000;

const least = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(0, Math.min(...known));
};

type State = {
  load: LoadModel | undefined; started: number; ended: number; failed: number; costUsd: number; hasUnknownCosts: boolean;
  firstStartMs: number | undefined; measuredMs: number | undefined; endsMs: number[]; recentTtftMs: number[];
};

const noteRow = (state: State, { errorClass, firstTokenMs, startMs, isWarmup }: BenchRow, costUsd: number | null, nowMs: number): number | undefined => {
  state.ended += 1;
  state.endsMs.push(nowMs);
  if (errorClass !== null) {
    if (errorClass !== 'cancelled') state.failed += 1;
    return undefined;
  }
  if (costUsd === null) state.hasUnknownCosts = true;
  else state.costUsd += costUsd;
  if (isWarmup || firstTokenMs === null) return undefined;
  state.recentTtftMs.push(firstTokenMs - startMs);
  if (state.recentTtftMs.length > recentCount) state.recentTtftMs.shift();
  return firstTokenMs - startMs;
};

const rateOf = (state: State, nowMs: number): number | null => {
  if (state.firstStartMs === undefined) return null;
  const spanMs = Math.min(rateSpanMs, nowMs - state.firstStartMs);
  const old = state.endsMs.findIndex((endMs) => endMs > nowMs - rateSpanMs);
  state.endsMs.splice(0, old === -1 ? state.endsMs.length : old);
  return spanMs <= 0 ? null : state.endsMs.length * 1000 / spanMs;
};

const leftOf = (state: State, { totalRequests, durationMs }: LiveTallyOptions, gotPerSecond: number | null, nowMs: number): number | null => least([
  durationMs === undefined || state.measuredMs === undefined ? null : state.measuredMs + durationMs - nowMs,
  totalRequests === null || gotPerSecond === null || gotPerSecond === 0 ? null : (totalRequests - state.ended) * 1000 / gotPerSecond,
]);

export const createLiveTally = (options: LiveTallyOptions): LiveTally => {
  const { monotonicMs, targetCount, totalRequests } = options;
  const ttft = createRoughPercentiles();
  const state: State = {
    load: undefined, started: 0, ended: 0, failed: 0, costUsd: 0, hasUnknownCosts: false,
    firstStartMs: undefined, measuredMs: undefined, endsMs: [], recentTtftMs: [],
  };
  return {
    onLoad: (load) => {
      state.load = load;
    },
    onStart: (_, index) => {
      state.started += 1;
      state.firstStartMs ??= monotonicMs();
      if (index >= 0) state.measuredMs ??= monotonicMs();
    },
    onRow: (row, costUsd) => {
      const ttftMs = noteRow(state, row, costUsd, monotonicMs());
      if (ttftMs !== undefined) ttft.record(ttftMs);
    },
    progress: () => {
      const nowMs = monotonicMs();
      const gotPerSecond = rateOf(state, nowMs);
      const { load, started, ended, failed, costUsd, hasUnknownCosts } = state;
      return {
        askedPerSecond: load?.kind === 'open' ? load.ratePerSecond * targetCount : null,
        concurrency: load?.kind === 'closed' ? load.concurrency * targetCount : null,
        gotPerSecond, inFlight: started - ended, ended, total: totalRequests, failed, costUsd, hasUnknownCosts,
        recentTtftMs: state.recentTtftMs, ttftP50Ms: ttft.at(0.5), ttftP95Ms: ttft.at(0.95),
        leftMs: leftOf(state, options, gotPerSecond, nowMs),
      };
    },
  };
};
