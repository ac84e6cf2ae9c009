import { deflateSync, inflateSync } from 'node:zlib';
import type { Histogram } from '../../bench/histogram.js';
import { createHistogram } from '../../bench/histogram.js';
import type { MetricName } from '../../bench/metrics.js';
import { metricNames, metricsOf } from '../../bench/metrics.js';
import type { BenchOutcome } from './bench.js';

type Interval = { readonly tag: string; readonly histogram: Histogram; readonly lengthMs: number };

/** A tag of the format ends with a comma, and readers split at spaces; model names come from outside. */
const toTag = (target: string, metric: string): string => `${target}:${metric}`.replace(/[^\w./:#-]/g, '_');

const intervalsOf = ({ targets, rows, gaps }: BenchOutcome): readonly Interval[] =>
  targets.flatMap(({ summary: { target, elapsedMs } }) => {
    const byMetric = new Map<MetricName, Histogram>(metricNames.map((name) => [name, createHistogram()]));
    for (const row of rows) {
      if (row.target !== target || row.isWarmup || row.errorClass !== null) continue;
      for (const [name, value] of Object.entries(metricsOf(row)) as [MetricName, number | null][]) {
        if (value !== null) byMetric.get(name)?.record(value);
      }
    }
    const all = [...byMetric, ['chunk_gap', gaps.of(target)] as const];
    return all.map(([name, histogram]) => ({ tag: toTag(target, name), histogram, lengthMs: elapsedMs }));
  });

/** In the uncompressed form, behind cookie, length, index offset, digits and the two bounds. */
const ratioOffset = 32;
const headBytes = 8;

/**
 * The package writes the ratio of integers to doubles as a whole number, where the format (HistogramEncoder of the Java
 * original) has a double.
 */
const withDoubleRatio = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64');
  const plain = inflateSync(bytes.subarray(headBytes));
  plain.writeDoubleBE(1, ratioOffset);
  const packed = deflateSync(plain);
  const head = Buffer.from(bytes.subarray(0, headBytes));
  head.writeUInt32BE(packed.length, 4);
  return Buffer.concat([head, packed]).toString('base64');
};

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/**
 * All metrics of all targets as an HdrHistogram log of format 1.3, one tagged interval each: counts of microseconds,
 * the greatest value in milliseconds.
 */
export const toHdrLog = async (outcome: BenchOutcome): Promise<string> => {
  const { encodeIntoCompressedBase64 } = await import('hdr-histogram-js/dist/encoding.js');
  const start = new Date(outcome.startedAt);
  return [
    '#[Histogram log format version 1.3]',
    `#[StartTime: ${seconds(outcome.startedAt)} (seconds since epoch), ${start.toISOString()}]`,
    '#[Values are microseconds]',
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ...intervalsOf(outcome).filter(({ histogram }) => histogram.moments().n > 0).map(({ tag, histogram, lengthMs }) =>
      `Tag=${tag},0.000,${seconds(lengthMs)},${histogram.moments().max.toFixed(3)},${withDoubleRatio(encodeIntoCompressedBase64(histogram.counts))}`),
    '',
  ].join('\n');
};
