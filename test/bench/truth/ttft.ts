import type { Goal } from './goal.js';
import { at, atMost } from './goal.js';
import { measure, warmUp } from './measure.js';

/** Time to first token as measured, against the schedule of the server and how late the server was in keeping it. */
export const ttft = async (baseUrl: string): Promise<readonly Goal[]> => {
  await warmUp(baseUrl, 64);
  const load = { kind: 'open', ratePerSecond: 128, arrival: { kind: 'poisson' }, maxInflight: 4096 } as const;
  // 128 a second that last 2 s: 256 at once, from the end of the ramp on.
  const { rows, heard } = await measure(baseUrl, 't?ttft=300&itl=100&n=18', { load, requestCount: 1024, rampMs: 4000 });
  const firstLateMs = new Map<number, number>();
  for (const { index, stamp } of heard) {
    if (!firstLateMs.has(index)) firstLateMs.set(index, stamp.sentMs - stamp.dueMs);
  }
  const errors = rows.map(({ index, firstTokenMs, schedMs }) => (firstTokenMs ?? Number.NaN) - schedMs - 300 - (firstLateMs.get(index) ?? Number.NaN));
  return [
    atMost('TTFT against the schedule, 256 Poisson streams: median error', at(errors.map(Math.abs), 0.5), 1, 'ms'),
    atMost('TTFT against the schedule, 256 Poisson streams: p99 of the error', at(errors.map(Math.abs), 0.99), 5, 'ms'),
  ];
};
