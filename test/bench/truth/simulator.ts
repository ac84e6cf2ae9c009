import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Distribution } from '../../../src/simulator/distribution.js';
import { draw } from '../../../src/simulator/distribution.js';
import { createRandom } from '../../../src/simulator/random.js';
import type { Goal } from './goal.js';
import { at, atMost, holds } from './goal.js';
import { measure, warmUp } from './measure.js';

const streams = 100;

/**
 * How far from its schedule an event of the simulator comes: from the request's last byte with the kernel to the stamp
 * of the event, so that the client's delay in reading is inside. Both programs are warm, as in a run of some length.
 */
const skew = async (warmUpUrl: string): Promise<Goal> => {
  await warmUp(warmUpUrl, 64);
  const server = spawn(process.execPath, ['bin/uada.js', 'mock', '--port', '0', '--ttft', '200', '--itl', '50', '--tokens', '40', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(server.stdout, 'data') as [Buffer];
    const { environment } = JSON.parse(String(line)) as { readonly environment: Readonly<Record<string, string>> };
    const baseUrl = environment['OPENAI_BASE_URL'] ?? '';
    await measure(baseUrl, 'gpt-5-mini', { load: { kind: 'closed', concurrency: 64 }, requestCount: 128 });
    const load = { kind: 'open', ratePerSecond: 50, arrival: { kind: 'poisson' }, maxInflight: 4096 } as const;
    const { rows } = await measure(baseUrl, 'gpt-5-mini', { load, requestCount: streams * 3 });
    const skews = rows.flatMap(({ sentMs, firstTokenMs, lastTokenMs }) => {
      const dueMs = (sentMs ?? Number.NaN) + 200;
      return [(firstTokenMs ?? Number.NaN) - dueMs, (lastTokenMs ?? Number.NaN) - dueMs - 39 * 50];
    });
    return atMost(`the simulator at ${streams} streams: skew of its schedule, p99`, at(skews.map(Math.abs), 0.99), 5, 'ms');
  } finally {
    server.kill();
  }
};

/** The error function, to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
const erf = (x: number): number => {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * Math.exp(-x * x);
  return Math.sign(x) * (1 - tail);
};

const normalBelow = (deviations: number): number => (1 + erf(deviations / Math.SQRT2)) / 2;

type Case = { readonly name: string; readonly distribution: Distribution; readonly below: (value: number) => number };

const cases: readonly Case[] = [
  { name: 'lognormal(200,0.4)', distribution: { kind: 'lognormal', median: 200, sigma: 0.4 }, below: (value) => normalBelow(Math.log(value / 200) / 0.4) },
  { name: 'normal(200,20)', distribution: { kind: 'normal', mean: 200, deviation: 20 }, below: (value) => normalBelow((value - 200) / 20) },
  { name: 'uniform(100,300)', distribution: { kind: 'uniform', from: 100, to: 300 }, below: (value) => (value - 100) / 200 },
];

const draws = 10_000;

/** The greatest distance between the drawn and the true distribution (Kolmogorov and Smirnov); 1.36 / sqrt(n) is the bound at 5 %. */
const fits = ({ name, distribution, below }: Case): Goal => {
  const random = createRandom('truth', name);
  const sorted = Float64Array.from({ length: draws }, () => draw(distribution, random)).sort();
  const distance = sorted.reduce((most, value, index) => Math.max(most, Math.abs(below(value) - index / draws), Math.abs(below(value) - (index + 1) / draws)), 0);
  const bound = 1.36 / Math.sqrt(draws);
  return holds(`${name}: ${draws} draws pass a KS test (distance below ${bound.toFixed(4)})`, distance.toFixed(4), distance < bound);
};

/** The simulator keeps its own schedule and draws what it says. */
export const judgeSimulator = async (baseUrl: string): Promise<readonly Goal[]> => [await skew(baseUrl), ...cases.map(fits)];
