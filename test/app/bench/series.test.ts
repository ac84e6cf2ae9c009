import { describe, expect, it } from 'vitest';
import { runSeries } from '../../../src/app/bench/series.js';
import type { StepOutcome } from '../../../src/app/bench/steps.js';
import { readSlo } from '../../../src/bench/condition.js';
import type { LoadModel } from '../../../src/bench/plan.js';
import { summarise } from '../../../src/bench/summary.js';
import type { Verdict } from '../../../src/bench/verdict.js';
import { sampleRow } from '../../bench/sample-row.js';

const client = { watchedMs: 10, workers: 1, loopDelayP50Ms: 0, loopDelayP99Ms: 1, loopDelayMaxMs: 2, cpuShare: 0.1, starvedShare: 0, contendedShare: 0, stolenShare: 0 };
const bounds = { kind: 'find-max', text: 'errors<1%', bounds: [readSlo('errors<1%')] } as const;
const closed = (concurrency: number): LoadModel => ({ kind: 'closed', concurrency });
const open = (ratePerSecond: number): LoadModel => ({ kind: 'open', ratePerSecond, arrival: { kind: 'constant' }, maxInflight: 8 });

type Server = (value: number, label: string) => { readonly isBorne: boolean; readonly verdict?: Verdict };

const search = async (start: LoadModel, server: Server, stopAfter = Infinity) => {
  const labels: string[] = [];
  const outcome = await runSeries(start, bounds, async (load, label): Promise<StepOutcome> => {
    labels.push(label);
    const { isBorne, verdict = 'valid' } = server(load.kind === 'closed' ? load.concurrency : load.ratePerSecond, label);
    const rows = Array.from({ length: 20 }, (_, index) => sampleRow(index, isBorne ? {} : { errorClass: 'rate-limited' }));
    return { targets: [{ summary: summarise('a/b', rows), judgement: { verdict, reason: '' }, costUsd: null, load }], client, isOverBudget: false };
  }, () => labels.length >= stopAfter);
  return { ...outcome, labels };
};

describe('the search for the greatest load', () => {
  it('doubles, halves in between and confirms', async () => {
    const { findMax, labels, targets, steps } = await search(closed(1), (value) => ({ isBorne: value <= 6 }));
    expect(labels).toEqual(['c=1', 'c=2', 'c=4', 'c=8', 'c=6', 'c=7', 'c=6 confirmed-1']);
    expect(findMax).toEqual({ bounds: 'errors<1%', unit: 'concurrency', best: 6, isConfirmed: true });
    expect([targets.length, steps?.length]).toEqual([1, 7]);
  });

  it('goes back when a further run does not confirm', async () => {
    const { findMax, labels } = await search(open(10), (value, label) => ({ isBorne: value <= 10 && !label.endsWith('confirmed-1') }));
    expect(labels.slice(-2)).toEqual(['10/s confirmed-1', '9/s confirmed-2']);
    expect(findMax).toMatchObject({ unit: 'requests/s', best: 9, isConfirmed: true });
  });

  it('takes no load for borne that this client could not make or that waited for the cap', async () => {
    for (const verdict of ['client-limited', 'rate-missed'] as const) {
      const { findMax } = await search(closed(1), (value) => ({ isBorne: true, verdict: value > 2 ? verdict : 'valid' }));
      expect(findMax?.best).toBe(2);
    }
  });

  it('reports a run that was ended before it began', async () => {
    expect((await search(closed(1), () => ({ isBorne: true }), 0)).labels).toEqual(['c=1']);
  });

  it('comes to nothing where nothing is borne, and when it is ended', async () => {
    expect((await search(closed(2), () => ({ isBorne: false }))).findMax?.best).toBeNull();
    expect(await search(closed(1), () => ({ isBorne: true }), 3)).toMatchObject({ findMax: { best: null, isConfirmed: false }, labels: ['c=1', 'c=2', 'c=4'] });
  });
});
