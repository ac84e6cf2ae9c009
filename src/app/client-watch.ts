import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ClientHealth } from '../bench/verdict.js';

const resolutionMs = 10;
const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

/** Watches this process until the returned function is called, which says how it fared. */
export const watchClient = (monotonicMs: () => number): (() => ClientHealth) => {
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  const cpu = process.cpuUsage();
  const startMs = monotonicMs();
  return () => {
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    const elapsedMs = monotonicMs() - startMs;
    const isWatched = loop.count > 0;
    return {
      watchedMs: elapsedMs,
      loopDelayP50Ms: isWatched ? toMs(loop.percentile(50)) : null,
      loopDelayP99Ms: isWatched ? toMs(loop.percentile(99)) : null,
      loopDelayMaxMs: isWatched ? toMs(loop.max) : null,
      cpuShare: elapsedMs > 0 ? (user + system) / 1000 / elapsedMs : null,
    };
  };
};
