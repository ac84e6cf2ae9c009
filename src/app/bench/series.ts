import type { ClientHealth } from '../../bench/client-health.js';
import { worstHealth } from '../../bench/client-health.js';
import type { SloCondition } from '../../bench/condition.js';
import type { LoadModel } from '../../bench/plan.js';
import { searchMax } from '../../bench/search-max.js';
import { checkSlo } from '../../bench/slo.js';
import type { LoadSeries } from './load.js';
import type { BenchTargetOutcome, StepOutcome } from './steps.js';

/** What a search for the greatest load came to. */
export type FindMaxOutcome = {
  readonly bounds: string;
  readonly unit: 'concurrency' | 'requests/s';
  /** Null when no load kept the bounds. */
  readonly best: number | null;
  /** A further run at that load kept them, too. */
  readonly isConfirmed: boolean;
};

export type SeriesOutcome = {
  /** What the run is judged by: the only step, all steps of a sweep, or the run that confirms a maximum. */
  readonly targets: readonly BenchTargetOutcome[];
  readonly client: ClientHealth;
  readonly steps?: readonly BenchTargetOutcome[];
  readonly findMax?: FindMaxOutcome;
};

/** Runs one load; the label tells the steps of a series apart, '' for an only one. */
export type RunLoad = (load: LoadModel, label: string) => Promise<StepOutcome>;

/** Above this no concurrency and no rate is searched: one client does not get there. */
const mostLoad = 100_000;
const confirmations = 3;
const backOff = 0.9;

/** One step came after the other. */
const worstOf = (clients: readonly ClientHealth[]): ClientHealth =>
  ({ ...worstHealth(clients), watchedMs: clients.reduce((total, { watchedMs }) => total + watchedMs, 0) });

const labelOf = (load: LoadModel): string => (load.kind === 'closed' ? `c=${load.concurrency}` : `${Number(load.ratePerSecond.toPrecision(4))}/s`);

const sweep = async (loads: readonly LoadModel[], run: RunLoad, isOver: () => boolean): Promise<SeriesOutcome> => {
  const steps: StepOutcome[] = [];
  for (const load of loads) {
    // The first runs even when all is over before it began: a report needs something to tell of.
    if (steps.length === 0 || !isOver()) steps.push(await run(load, labelOf(load)));
  }
  const targets = steps.flatMap((step) => step.targets);
  return { targets, steps: targets, client: worstOf(steps.map(({ client }) => client)) };
};

const withValue = (load: LoadModel, value: number): LoadModel => (load.kind === 'closed' ? { ...load, concurrency: value } : { ...load, ratePerSecond: value });

/** A load that the client could not make, or that waited for the cap, was not borne by the server. */
const keeps = ({ targets }: StepOutcome, bounds: readonly SloCondition[]): boolean =>
  targets.every(({ summary, judgement: { verdict } }) =>
    verdict !== 'client-limited' && verdict !== 'rate-missed' && checkSlo(bounds, summary).every(({ isKept }) => isKept));

const findMax = async (start: LoadModel, { text, bounds }: Extract<LoadSeries, { kind: 'find-max' }>, run: RunLoad, isOver: () => boolean): Promise<SeriesOutcome> => {
  const steps: StepOutcome[] = [];
  const isWhole = start.kind === 'closed';
  const tryLoad = async (value: number, suffix = ''): Promise<boolean | undefined> => {
    if (steps.length > 0 && isOver()) return undefined;
    const load = withValue(start, value);
    const step = await run(load, `${labelOf(load)}${suffix}`);
    steps.push(step);
    return isOver() ? undefined : keeps(step, bounds);
  };
  let best = await searchMax({ start: start.kind === 'closed' ? start.concurrency : start.ratePerSecond, isWhole, most: mostLoad }, tryLoad);
  let isConfirmed = false;
  for (let round = 1; best !== null && round <= confirmations && !isOver(); round += 1) {
    isConfirmed = await tryLoad(best, ` confirmed-${round}`) ?? false;
    if (isConfirmed || round === confirmations) break;
    best = isWhole ? Math.max(1, Math.floor(best * backOff)) : best * backOff;
  }
  return {
    targets: steps.at(-1)?.targets ?? [], steps: steps.flatMap((step) => step.targets), client: worstOf(steps.map(({ client }) => client)),
    findMax: { bounds: text, unit: isWhole ? 'concurrency' : 'requests/s', best: isConfirmed ? best : null, isConfirmed },
  };
};

/** Runs a single load, or a series of them one after the other until it is over. */
export const runSeries = async (load: LoadModel, series: LoadSeries | undefined, run: RunLoad, isOver: () => boolean): Promise<SeriesOutcome> => {
  switch (series?.kind) {
    case undefined: {
      const { targets, client } = await run(load, '');
      return { targets, client };
    }
    case 'sweep': return sweep(series.loads, run, isOver);
    case 'find-max': return findMax(load, series, run, isOver);
  }
};
