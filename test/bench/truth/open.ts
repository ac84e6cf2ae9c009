import { summarise } from '../../../src/bench/summary.js';
import type { Goal } from './goal.js';
import { at, atMost, holds } from './goal.js';
import { measure, warmUp } from './measure.js';

const seconds = 60;
const ratePerSecond = 500;

/** An open loop keeps its schedule, and no arrival is lost on the way. */
export const open = async (baseUrl: string): Promise<readonly Goal[]> => {
  await warmUp(baseUrl, 16);
  const countBefore = await requestCountOf(baseUrl);
  const load = { kind: 'open', ratePerSecond, arrival: { kind: 'constant' }, maxInflight: 4096 } as const;
  const { rows } = await measure(baseUrl, 't?ttft=5&itl=1&n=1', { load, requestCount: ratePerSecond * seconds });
  const { achievedRate } = summarise(rows[0]?.target ?? '', rows);
  const failed = rows.filter(({ errorClass }) => errorClass !== null).length;
  // A server that does not count has answered each that did not fail.
  const served = countBefore === undefined ? rows.length - failed : (await requestCountOf(baseUrl) ?? 0) - countBefore - 1;
  const name = `open loop, ${ratePerSecond}/s for ${seconds} s`;
  return [
    atMost(`${name}: deviation of the achieved rate`, Math.abs((achievedRate ?? 0) / ratePerSecond - 1) * 100, 0.5, '%'),
    atMost(`${name}: schedule lag p99`, at(rows.map(({ startMs, schedMs }) => startMs - schedMs), 0.99), 2, 'ms'),
    holds(`${name}: no arrival is lost, as the server ${countBefore === undefined ? 'answers' : 'counts'} them`, `${served} of ${ratePerSecond * seconds}, ${failed} failed`, served === ratePerSecond * seconds),
  ];
};

/** Undefined of a server that does not count. */
const requestCountOf = async (baseUrl: string): Promise<number | undefined> => {
  const response = await fetch(baseUrl);
  return (await response.json() as { readonly requestCount?: number }).requestCount;
};
