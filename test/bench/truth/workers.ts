import { startBuiltBench } from './built-bench.js';
import type { Goal } from './goal.js';
import { atMost, holds } from './goal.js';

const streams = 1000;
const threads = 2;
const gapMs = 100;
const ttftMs = 300;
const secondsToBegin = 5;
const secondsTogether = 10;

/**
 * The built program with worker threads, by the figures that it reports itself: how far a gap is from the schedule bounds
 * how much later than another an event is stamped, with all that the server is late inside, and the time to first token
 * bounds how late all of them are.
 */
export const workers = async (baseUrl: string): Promise<readonly Goal[]> => {
  // Begun over some seconds: a program that has just started opens a thousand connections in one of them late.
  const words = ['-r', `${streams / secondsToBegin}/s`, '-n', String(streams), '--workers', String(threads), '--max-inflight', '4096'];
  const { exitCode, report } = await startBuiltBench(baseUrl, `ttft=${ttftMs}&itl=${gapMs}&n=${(secondsToBegin + secondsTogether) * 1000 / gapMs}`, words).finished;
  const { client, targets: [{ verdict, requests, ttft_sched_ms, chunk_gap_ms, lag_ms }] } = report;
  const name = `uada bench --workers ${threads}, ${streams} streams of 10/s`;
  return [
    holds(`${name}: complete, of ${threads} threads`, `${requests.ok} of ${requests.sent}, ${client.workers} threads, ${verdict}, exit code ${exitCode ?? '?'}`, requests.ok === streams && client.workers === threads),
    atMost(`${name}: a gap is longer than the schedule by, p99`, (chunk_gap_ms.p99 ?? Number.NaN) - gapMs, 10, 'ms'),
    atMost(`${name}: TTFT is longer than the schedule by, p50`, (ttft_sched_ms.p50 ?? Number.NaN) - ttftMs, 10, 'ms'),
    atMost(`${name}: schedule lag p99`, lag_ms.p99 ?? Number.NaN, 10, 'ms'),
  ];
};
