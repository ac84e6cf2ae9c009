import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { attack } from '../../../src/bench/attack.js';
import { metricsOf } from '../../../src/bench/metrics.js';
import type { BenchPlan } from '../../../src/bench/plan.js';
import type { BenchRow } from '../../../src/bench/row.js';
import { summarise } from '../../../src/bench/summary.js';
import { createStampedTarget, systemClock } from './stamped-target.js';

const { positionals: [serverPath], values } = parseArgs({
  allowPositionals: true,
  options: { streams: { type: 'string', default: '256' }, seconds: { type: 'string', default: '10' }, port: { type: 'string', default: '18081' } },
});
if (serverPath === undefined) throw new Error('Name the program of the stamping server.');
const streams = Number(values.streams);
const seconds = Number(values.seconds);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const at = (given: readonly number[], share: number): string => {
  const sorted = Float64Array.from(given).sort();
  return (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN).toFixed(3).padStart(10);
};

const show = (name: string, given: readonly number[]): void =>
  say(`${name.padEnd(46)}${String(given.length).padStart(8)}${at(given, 0.5)}${at(given, 0.99)}${at(given, 1)}`);

type Measured = { readonly rows: readonly BenchRow[]; readonly delaysMs: readonly number[]; readonly cpuMs: number };

const measure = async (baseUrl: string, model: string, plan: Pick<BenchPlan, 'load' | 'requestCount'>): Promise<Measured> => {
  const delaysMs: number[] = [];
  const rows: BenchRow[] = [];
  const { target, close } = createStampedTarget(baseUrl, model, delaysMs);
  const cpu = process.cpuUsage();
  await attack({
    plan: { ...plan, durationMs: undefined, warmupCount: 0, seed: 7 }, targets: [target], clock: systemClock,
    signal: new AbortController().signal, onRow: (row) => rows.push(row),
  });
  const { user, system } = process.cpuUsage(cpu);
  close();
  return { rows, delaysMs, cpuMs: (user + system) / 1000 };
};

const eventDelay = async (baseUrl: string, count: number): Promise<void> => {
  const perSecond = 10;
  const model = `t?ttft=300&itl=${1000 / perSecond}&n=${seconds * perSecond}`;
  // Begun over a second, so that the events of the streams do not fall together.
  const { rows, delaysMs, cpuMs } = await measure(baseUrl, model, {
    load: { kind: 'open', ratePerSecond: count, arrival: { kind: 'poisson' }, maxInflight: 4096 }, requestCount: count,
  });
  show(`event delay, ${count} streams of ${perSecond} events/s`, delaysMs);
  show(`TTFT error (request), ${count} streams`, rows.map((row) => (metricsOf(row).ttft ?? Number.NaN) - 300));
  show(`TTFT error (schedule), ${count} streams`, rows.map((row) => (metricsOf(row).ttft_sched ?? Number.NaN) - 300));
  say(`processor: ${(cpuMs * 1000 / delaysMs.length).toFixed(0)} us an event`);
};

const openRate = async (baseUrl: string, ratePerSecond: number): Promise<void> => {
  const { rows } = await measure(baseUrl, 't?ttft=5&itl=1&n=1', {
    load: { kind: 'open', ratePerSecond, arrival: { kind: 'constant' }, maxInflight: 4096 }, requestCount: ratePerSecond * seconds,
  });
  const { askedRate, achievedRate } = summarise(rows[0]?.target ?? '', rows);
  show(`schedule lag, ${ratePerSecond} requests/s`, rows.map(({ startMs, schedMs }) => startMs - schedMs));
  say(`rate asked ${askedRate?.toFixed(2) ?? '?'}, achieved ${achievedRate?.toFixed(2) ?? '?'}, lost ${ratePerSecond * seconds - rows.length}, failed ${rows.filter(({ errorClass }) => errorClass !== null).length}`);
};

/** One slot of 510 ms under 10 requests/s: the k-th waits 410 k ms more than the first. */
const omission = async (baseUrl: string): Promise<void> => {
  const count = 20;
  const { rows } = await measure(baseUrl, 't?ttft=510&itl=1&n=1', {
    load: { kind: 'open', ratePerSecond: 10, arrival: { kind: 'constant' }, maxInflight: 1 }, requestCount: count,
  });
  const { metrics } = summarise(rows[0]?.target ?? '', rows);
  const computed = 510 + 410 * (count - 1) / 2;
  say(`one slot of 510 ms at 10/s: mean from the schedule ${metrics.e2e_sched.mean?.toFixed(0) ?? '?'} ms, computed ${computed} ms, mean of requests ${metrics.e2e.mean?.toFixed(0) ?? '?'} ms`);
};

const server = spawn(process.execPath, [resolve(serverPath), values.port], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const [line] = await once(server.stdout, 'data') as [Buffer];
  const baseUrl = String(line).trim();
  say(`${'milliseconds'.padEnd(46)}${'n'.padStart(8)}${'p50'.padStart(10)}${'p99'.padStart(10)}${'max'.padStart(10)}`);
  await eventDelay(baseUrl, 1);
  await eventDelay(baseUrl, streams);
  await openRate(baseUrl, 100);
  await openRate(baseUrl, 500);
  await omission(baseUrl);
} finally {
  server.kill();
}
