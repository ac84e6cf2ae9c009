import { readFileSync } from 'node:fs';
import { startBuiltBench } from './built-bench.js';
import type { Goal } from './goal.js';
import { atMost, holds } from './goal.js';

const requests = 1000;
const events = 1000;

/** The most memory that a process had so far, in MB; undefined once it is gone. */
const peakMb = (pid: number): number | undefined => {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1000;
  } catch {
    return undefined;
  }
};

/** The memory of the built `uada bench` over a million events, as Linux counts it. */
export const memory = async (baseUrl: string): Promise<readonly Goal[]> => {
  const { pid, finished } = startBuiltBench(baseUrl, `ttft=5&itl=2&n=${events}`, ['-c', '32', '-n', String(requests)]);
  let peak = 0;
  const timer = setInterval(() => (peak = peakMb(pid) ?? peak), 50);
  const { report: { targets: [{ requests: { ok } }] } } = await finished.finally(() => clearInterval(timer));
  return [
    holds('a run of 1,000,000 events is complete', `${ok} of ${requests} answers of ${events} events`, ok === requests),
    atMost('memory over 1,000,000 events, at its highest', peak, 250, 'MB'),
  ];
};
