import { quietCollector } from '../../../src/app/quiet-collector.js';
import { attack } from '../../../src/bench/attack.js';
import type { BenchPlan } from '../../../src/bench/plan.js';
import type { BenchRow } from '../../../src/bench/row.js';
import type { Heard } from './stamped-target.js';
import { createStampedTarget, systemClock } from './stamped-target.js';

export type Measured = { readonly rows: readonly BenchRow[]; readonly heard: readonly Heard[]; readonly cpuMs: number };

/** Runs a plan against the stamping server; requests before the measurement are in no figure. */
export const measure = async (baseUrl: string, model: string, plan: Pick<BenchPlan, 'load' | 'requestCount' | 'rampMs'> & { readonly warmupCount?: number }): Promise<Measured> => {
  quietCollector();
  const heard: Heard[] = [];
  const rows: BenchRow[] = [];
  const { target, close } = createStampedTarget(baseUrl, model, (event) => {
    if (event.index >= 0) heard.push(event);
  });
  let cpu = process.cpuUsage();
  await attack({
    plan: { warmupCount: 0, ...plan, durationMs: undefined, seed: 7 }, targets: [target], clock: systemClock,
    signal: new AbortController().signal, onRow: (row) => rows.push(row),
  }, () => (cpu = process.cpuUsage()));
  const { user, system } = process.cpuUsage(cpu);
  close();
  return { rows: rows.filter(({ isWarmup }) => !isWarmup), heard, cpuMs: (user + system) / 1000 };
};

/** Runs short requests until the code is compiled and the connections are open, as a long run would find them. */
export const warmUp = async (baseUrl: string, concurrency: number): Promise<void> => {
  await measure(baseUrl, 't?ttft=5&itl=2&n=30', { load: { kind: 'closed', concurrency: Math.min(64, concurrency) }, requestCount: 1000 });
};
