import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ClientHealth } from '../../bench/client-health.js';
import { watchStolenShare } from './stolen-share.js';

const resolutionMs = 10;
const toMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);

/** Milliseconds since this thread began. */
type ProcessorTime = { readonly hadMs: number; /** Ready to run, while the system let others run. */ readonly waitedMs: number };

/** The first two figures of Linux's schedstat (Documentation/scheduler/sched-stats); undefined where the system does not count. */
const readProcessorTime = (): ProcessorTime | undefined => {
  try {
    const [had, waited] = readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ').map(Number);
    return Number.isFinite(had) && Number.isFinite(waited) ? { hadMs: (had ?? 0) / 1e6, waitedMs: (waited ?? 0) / 1e6 } : undefined;
  } catch {
    return undefined;
  }
};

const starvation = (before: ProcessorTime | undefined, elapsedMs: number): Pick<ClientHealth, 'starvedShare' | 'contendedShare'> => {
  const after = readProcessorTime();
  if (before === undefined || after === undefined || elapsedMs <= 0) return { starvedShare: null, contendedShare: null };
  const hadMs = after.hadMs - before.hadMs;
  const waitedMs = after.waitedMs - before.waitedMs;
  return { starvedShare: waitedMs / elapsedMs, contendedShare: waitedMs === 0 ? 0 : waitedMs / (hadMs + waitedMs) };
};

/** Watches this thread until the returned function is called, which says how it fared. */
export const watchClient = (monotonicMs: () => number): (() => ClientHealth) => {
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });
  loop.enable();
  const cpu = process.cpuUsage();
  const before = readProcessorTime();
  const stolenShare = watchStolenShare();
  const startMs = monotonicMs();
  return () => {
    loop.disable();
    const { user, system } = process.cpuUsage(cpu);
    const elapsedMs = monotonicMs() - startMs;
    const isWatched = loop.count > 0;
    return {
      watchedMs: elapsedMs, workers: 1,
      loopDelayP50Ms: isWatched ? toMs(loop.percentile(50)) : null,
      loopDelayP99Ms: isWatched ? toMs(loop.percentile(99)) : null,
      loopDelayMaxMs: isWatched ? toMs(loop.max) : null,
      cpuShare: elapsedMs > 0 ? (user + system) / 1000 / elapsedMs : null,
      ...starvation(before, elapsedMs), stolenShare: stolenShare(),
    };
  };
};
