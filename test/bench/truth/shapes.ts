import { metricsOf } from '../../../src/bench/metrics.js';
import type { Goal } from './goal.js';
import { at, holds } from './goal.js';
import { measure, warmUp } from './measure.js';

/** A stream, its class, and what its figures are by their definitions. TTFT and E2E are in milliseconds; null is "cannot be told". */
type Shape = { readonly name: string; readonly script: string; readonly errorClass: string | null; readonly ttft?: number; readonly ttfo?: number; readonly tpot?: number | null };

const shapes: readonly Shape[] = [
  { name: 'plain', script: 'ttft=200&itl=20&n=32', errorClass: null, ttft: 200, tpot: 20 },
  { name: 'role-only event at once', script: 'ttft=500&itl=20&n=32&role=1', errorClass: null, ttft: 500, tpot: 20 },
  // The first event is sent with its fourth token.
  { name: 'four tokens an event', script: 'ttft=200&itl=20&n=32&chunk=4', errorClass: null, ttft: 260, tpot: 20 },
  { name: 'usage 300 ms after the last token', script: 'ttft=200&itl=20&n=32&tail=300', errorClass: null, ttft: 200, tpot: 20 },
  { name: 'sixteen tokens of reasoning first', script: 'ttft=200&itl=20&n=32&reason=16', errorClass: null, ttft: 200, ttfo: 520, tpot: 20 },
  { name: 'hidden reasoning', script: 'ttft=400&itl=20&n=32&hidden=64', errorClass: null, ttft: 400, tpot: 20 },
  { name: 'comments between events', script: 'ttft=200&itl=20&n=32&shape=comments', errorClass: null, ttft: 200, tpot: 20 },
  { name: 'characters cut in the middle', script: 'ttft=200&itl=20&n=32&shape=split', errorClass: null, ttft: 200, tpot: 20 },
  { name: 'CRLF', script: 'ttft=200&itl=20&n=32&shape=crlf', errorClass: null, ttft: 200, tpot: 20 },
  { name: 'all events in one read', script: 'ttft=300&n=32&shape=coalesced', errorClass: null, ttft: 300, tpot: null },
  { name: 'error in the band', script: 'ttft=100&itl=10&n=8&shape=in-band', errorClass: 'in-band' },
  { name: 'cut off after 8 of 32', script: 'ttft=100&itl=10&n=32&cut=8', errorClass: 'truncated' },
  { name: 'empty 200', script: 'shape=empty', errorClass: 'empty' },
  { name: '429', script: 'shape=status-429', errorClass: 'rate-limited' },
  { name: '503', script: 'shape=status-503', errorClass: 'overloaded' },
  { name: '500', script: 'shape=status-500', errorClass: 'server' },
  { name: '404', script: 'shape=status-404', errorClass: 'not-found' },
];

const requestCount = 12;
const ttftToleranceMs = 3;
const tpotTolerance = 0.01;

const isNear = (found: number | null, expected: number | null, tolerance: number): boolean =>
  (found === null || expected === null ? found === expected : Math.abs(found - expected) <= tolerance);

const median = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : at(known, 0.5);
};

const show = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(2));

const judge = async (baseUrl: string, { name, script, errorClass, ttft, ttfo, tpot }: Shape): Promise<Goal> => {
  const { rows, heard } = await measure(baseUrl, `t?${script}`, { load: { kind: 'closed', concurrency: 4 }, requestCount });
  const classes = [...new Set(rows.map((row) => row.errorClass ?? 'success'))];
  const isClassed = classes.length === 1 && classes[0] === (errorClass ?? 'success');
  if (ttft === undefined || tpot === undefined) return holds(`${name}: class ${errorClass ?? 'success'}`, classes.join(', '), isClassed);
  // The server is late by what it stamps, too.
  const late = median(heard.map(({ stamp }) => stamp.sentMs - stamp.dueMs)) ?? 0;
  const metrics = rows.map(metricsOf);
  const [first, answer, perToken] = [median(metrics.map((row) => row.ttft)), median(metrics.map((row) => row.ttfo)), median(metrics.map((row) => row.tpot))];
  const isExact = isNear(first, ttft + late, ttftToleranceMs) && isNear(answer, (ttfo ?? ttft) + late, ttftToleranceMs) && isNear(perToken, tpot, tpotTolerance * (tpot ?? 0));
  return holds(
    `${name}: success, TTFT ${ttft} and first answer ${ttfo ?? ttft} +- ${ttftToleranceMs} ms, TPOT ${tpot === null ? 'n/a' : `${tpot} +- 1 %`}`,
    `${classes.join(', ')}, ${show(first)} and ${show(answer)} ms, ${show(perToken)}`, isClassed && isExact,
  );
};

/** What each kind of stream counts as, and its figures. */
export const judgeShapes = async (baseUrl: string): Promise<readonly Goal[]> => {
  await warmUp(baseUrl, 8);
  const goals: Goal[] = [];
  for (const shape of shapes) goals.push(await judge(baseUrl, shape));
  return goals;
};
