import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ClientHealth } from '../../bench/client-health.js';

const resolutionMs = 10;
const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

/**
 * Milliseconds this thread was ready to run while the system let others run, since it began: the second figure of
 * Linux's schedstat (Documentation/scheduler/sched-stats). Null where the system does not count it.
 */
const readStarvedMs = (): number | null => {
  try {
    const waited = Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[1]);
    return Number.isFinite(waited) ? waited / 1e6 : null;
  } catch {
    return null;
  }
};

/** Watches this thread until the returned function is called, which says how it fared. */
export const watchClient = (monotonicMs: () => number): (() => ClientHealth) => {
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  const cpu = process.cpuUsage();
  const starvedBeforeMs = readStarvedMs();
  const startMs = monotonicMs();
  return () => {
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    const starvedMs = readStarvedMs();
    const elapsedMs = monotonicMs() - startMs;
    const isWatched = loop.count > 0;
    return {
      watchedMs: elapsedMs, workers: 1,
      loopDelayP50Ms: isWatched ? toMs(loop.percentile(50)) : null,
      loopDelayP99Ms: isWatched ? toMs(loop.percentile(99)) : null,
      loopDelayMaxMs: isWatched ? toMs(loop.max) : null,
      cpuShare: elapsedMs > 0 ? (user + system) / 1000 / elapsedMs : null,
      starvedShare: starvedMs === null || starvedBeforeMs === null || elapsedMs <= 0 ? null : (starvedMs - starvedBeforeMs) / elapsedMs,
    };
  };
};
