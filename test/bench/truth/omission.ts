import { summarise } from '../../../src/bench/summary.js';
import type { Goal } from './goal.js';
import { atMost } from './goal.js';
import { measure } from './measure.js';

const oneSlot = async (baseUrl: string): Promise<Goal> => {
  const count = 20;
  const load = { kind: 'open', ratePerSecond: 10, arrival: { kind: 'constant' }, maxInflight: 1 } as const;
  const { rows } = await measure(baseUrl, 't?ttft=510&itl=1&n=1', { load, requestCount: count, warmupCount: 2 });
  const { metrics } = summarise(rows[0]?.target ?? '', rows);
  // The k-th (from 0) is due at 100 k and ends at 510 (k + 1): its latency is 510 + 410 k.
  const computed = 510 + 410 * (count - 1) / 2;
  const found = metrics.e2e_sched.mean ?? Number.NaN;
  return {
    ...atMost(`one slot of 510 ms under 10/s: the mean from the schedule is off by`, Math.abs(found / computed - 1) * 100, 2, '%'),
    figure: `${found.toFixed(0)} ms of ${computed} ms; from the sending ${metrics.e2e.mean?.toFixed(0) ?? '?'} ms`,
  };
};

const constant = async (baseUrl: string): Promise<Goal> => {
  const load = { kind: 'open', ratePerSecond: 10, arrival: { kind: 'constant' }, maxInflight: 64 } as const;
  const { rows } = await measure(baseUrl, 't?ttft=500&itl=1&n=1', { load, requestCount: 100, warmupCount: 2 });
  const { metrics } = summarise(rows[0]?.target ?? '', rows);
  return atMost('constant 500 ms under 10/s: the median from the schedule is off by', Math.abs((metrics.e2e_sched.percentiles.p50 ?? Number.NaN) - 500), 3, 'ms');
};

/** Waiting that the load generator itself would hide is in the figures. */
export const omission = async (baseUrl: string): Promise<readonly Goal[]> => [await oneSlot(baseUrl), await constant(baseUrl)];
