import { metricsOf } from '../../bench/metrics.js';
import type { BenchRow } from '../../bench/row.js';
import { formatMs } from './format.js';

const marks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const fewestPerSlice = 5;
const mostSlices = 40;
const fewestSlices = 8;

type Point = { readonly atMs: number; readonly ttftMs: number };

const medianOf = (values: readonly number[]): number | null => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
};

const slicesOf = (points: readonly Point[], fromMs: number, widthMs: number, count: number): readonly (number | null)[] => {
  const slices = Array.from({ length: count }, (): number[] => []);
  for (const { atMs, ttftMs } of points) slices[Math.min(count - 1, Math.floor((atMs - fromMs) / widthMs))]?.push(ttftMs);
  return slices.map(medianOf);
};

const toMark = (value: number | null, top: number): string =>
  (value === null ? ' ' : marks[Math.min(marks.length - 1, Math.floor(value / top * marks.length))] ?? ' ');

/**
 * How the median time to first token went over the run, a slice of time a sign, bars from 0; undefined with too few
 * answers to tell. A rising line is a queue that grows.
 */
export const toTrend = (rows: readonly BenchRow[], target: string, isOpen: boolean, columns: number): string | undefined => {
  const points = rows.flatMap((row): readonly Point[] => {
    const ttftMs = row.target === target && !row.isWarmup && row.errorClass === null ? metricsOf(row)[isOpen ? 'ttft_sched' : 'ttft'] : null;
    return ttftMs === null ? [] : [{ atMs: row.schedMs, ttftMs }];
  });
  const count = Math.min(mostSlices, columns - 50, Math.floor(points.length / fewestPerSlice));
  if (count < fewestSlices) return undefined;
  const fromMs = points.reduce((least, { atMs }) => Math.min(least, atMs), Infinity);
  const untilMs = points.reduce((most, { atMs }) => Math.max(most, atMs), -Infinity);
  const widthMs = (untilMs - fromMs) / count;
  if (widthMs <= 0) return undefined;
  const medians = slicesOf(points, fromMs, widthMs, count);
  const known = medians.filter((value) => value !== null);
  const top = Math.max(...known);
  return `trend   ${medians.map((value) => toMark(value, top)).join('')}  TTFT p50 ${formatMs(Math.min(...known))}..${formatMs(top)} per ${formatMs(widthMs)}`;
};
