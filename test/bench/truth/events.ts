import type { Goal } from './goal.js';
import { at, atMost } from './goal.js';
import { measure, warmUp } from './measure.js';

const eventsPerSecond = 10;

type Streams = { readonly count: number; readonly p50Ms?: number; readonly p99Ms: number; readonly cpuUs?: number };

const cases: readonly Streams[] = [
  { count: 1, p99Ms: 1 },
  { count: 256, p50Ms: 0.2, p99Ms: 3, cpuUs: 80 },
  { count: 512, p99Ms: 5 },
  { count: 1000, p99Ms: 10 },
];

const seconds = 10;

const judge = async (baseUrl: string, { count, p50Ms, p99Ms, cpuUs }: Streams): Promise<readonly Goal[]> => {
  const model = `t?ttft=300&itl=${1000 / eventsPerSecond}&n=${seconds * eventsPerSecond}`;
  // Begun over a second, so that the events of the streams do not fall together.
  const load = { kind: 'open', ratePerSecond: count, arrival: { kind: 'poisson' }, maxInflight: 4096 } as const;
  const { heard, cpuMs } = await measure(baseUrl, model, { load, requestCount: count });
  const delays = heard.map(({ readMs, stamp }) => readMs - stamp.sentMs);
  const name = `event delay, ${count} stream${count === 1 ? '' : 's'} of ${eventsPerSecond}/s`;
  return [
    ...(p50Ms === undefined ? [] : [atMost(`${name}: p50`, at(delays, 0.5), p50Ms, 'ms')]),
    atMost(`${name}: p99`, at(delays, 0.99), p99Ms, 'ms'),
    ...(cpuUs === undefined ? [] : [atMost(`processor time an event, ${count} streams`, cpuMs * 1000 / heard.length, cpuUs, 'us')]),
  ];
};

/** How late an event is stamped after the server wrote it, and what it costs. */
export const events = async (baseUrl: string): Promise<readonly Goal[]> => {
  await warmUp(baseUrl, 64);
  const goals: Goal[] = [];
  for (const streams of cases) goals.push(...await judge(baseUrl, streams));
  return goals;
};
