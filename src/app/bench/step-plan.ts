import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import type { LoadSeries } from './load.js';

/** With fewer turns of each slot a closed loop is hardly ever full. */
const turnsPerSlot = 5;

/** A queue takes its time to grow: a search that looked for less would believe every rate. */
const leastSearchSeconds = 5;

const leastCount = (load: LoadModel, series: LoadSeries | undefined): number => {
  if (series === undefined) return 0;
  if (load.kind === 'closed') return turnsPerSlot * load.concurrency;
  return series.kind === 'find-max' ? Math.ceil(leastSearchSeconds * load.ratePerSecond) : 0;
};

/** The plan of one load of a series: as many requests as were asked for, and as many more as the load needs to be that load. */
export const toStepPlan = (plan: BenchPlan, load: LoadModel, series: LoadSeries | undefined): BenchPlan =>
  ({ ...plan, load, requestCount: plan.requestCount === undefined ? undefined : Math.max(plan.requestCount, leastCount(load, series)) });
