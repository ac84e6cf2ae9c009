import type { Statistics } from '../bench/statistics.js';
import type { PercentileName } from '../bench/percentile.js';
import { percentiles, solidSamples } from '../bench/percentile.js';
import type { SloResult } from '../bench/slo.js';
import type { BenchOutcome } from './bench.js';
import type { BenchTargetOutcome } from './bench-steps.js';
import { toStepsText } from './bench-steps-text.js';

const columns: readonly PercentileName[] = ['p50', 'p90', 'p95', 'p99'];

const toMs = (ms: number): string => {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)}s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)}s`;
  return ms >= 100 ? `${ms.toFixed(0)}ms` : `${ms.toFixed(1)}ms`;
};

/** A percentile on too few samples is n/a; on few, it has a tilde. */
const toPercentile = (statistics: Statistics, name: PercentileName): string => {
  const value = statistics.percentiles[name];
  if (value === null) return 'n/a';
  return `${statistics.n < solidSamples(percentiles[name]) ? '~' : ''}${toMs(value)}`;
};

const toInterval = (interval: readonly [number, number] | null): string => (interval === null ? '' : interval.map(toMs).join('..'));

const labelWidth = 16;

const toLine = (label: string, statistics: Statistics, note = ''): string => {
  const cells = [...columns.map((name) => toPercentile(statistics, name)), statistics.max === null ? 'n/a' : toMs(statistics.max)];
  return `${label.padEnd(labelWidth)}${cells.map((cell) => cell.padStart(9)).join('')}   ${toInterval(statistics.ci95.p50)}${note}`.trimEnd();
};

const rate = (perSecond: number | null): string => (perSecond === null ? 'n/a' : `${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s`);

const toHead = ({ summary, judgement }: BenchTargetOutcome, outcome: BenchOutcome): string => {
  const asked = outcome.plan.load.kind === 'open' ? `   rate ${rate(summary.askedRate)} due ${rate(summary.achievedRate)} sent` : '';
  return `${summary.target}   n ${summary.sent} ok ${summary.ok}${asked}   ${(summary.elapsedMs / 1000).toFixed(1)} s   ${judgement.verdict}`;
};

const header = `${''.padEnd(labelWidth)}${[...columns, 'max'].map((name) => name.padStart(9)).join('')}   95% CI of p50`;

const toMetricLines = ({ summary: { metrics, chunkGap, tokensPerEvent } }: BenchTargetOutcome, isOpen: boolean): readonly string[] => [
  ...(isOpen ? [toLine('TTFT (schedule)', metrics.ttft_sched)] : []),
  toLine(isOpen ? 'TTFT (request)' : 'TTFT', metrics.ttft),
  toLine('first answer', metrics.ttfo),
  toLine('TPOT', metrics.tpot),
  toLine('chunk gap', chunkGap, tokensPerEvent === null ? '' : `  ${tokensPerEvent.toFixed(2)} tok/event`),
  ...(isOpen ? [toLine('E2E (schedule)', metrics.e2e_sched)] : []),
  toLine(isOpen ? 'E2E (request)' : 'E2E', metrics.e2e),
];

const mean = ({ mean: value }: Statistics): string => (value === null ? 'n/a' : toMs(value));

const toErrors = ({ summary: { errors, failed, ok } }: BenchTargetOutcome): string => {
  if (failed === 0) return 'errors 0';
  const kinds = Object.entries(errors).map(([name, count]) => `${name} ${count}`).join(', ');
  return `errors ${failed} (${(failed / (failed + ok) * 100).toFixed(1)}%): ${kinds}`;
};

const toFoot = (target: BenchTargetOutcome, { client }: BenchOutcome): readonly string[] => {
  const { summary: { speedTokensPerSecond, totalTokensPerSecond, rps, goodput, connect, tokens, lag }, costUsd } = target;
  const tok = (value: number | null): string => (value === null ? 'n/a' : value.toFixed(value < 10 ? 1 : 0));
  const cached = tokens.cachedInput === null || !tokens.input ? 'n/a' : `${(tokens.cachedInput / tokens.input * 100).toFixed(1)}%`;
  const good = goodput === null ? '' : `   goodput ${rate(goodput.rps)} (${goodput.share === null ? 'n/a' : `${(goodput.share * 100).toFixed(1)}%`})`;
  const lagText = lag.percentiles.p99 === null ? `max ${lag.max === null ? 'n/a' : toMs(lag.max)}` : `p99 ${toMs(lag.percentiles.p99)}`;
  return [
    `speed   ${tok(speedTokensPerSecond)} tok/s per stream   ${tok(totalTokensPerSecond)} tok/s total   ${rate(rps)}${good}`,
    `connect new ${connect.newCount}: dns ${mean(connect.dns)} tcp ${mean(connect.tcp)} tls ${mean(connect.tls)}   reused ${connect.reusedCount}   cached prompt ${cached}`,
    `${toErrors(target)}   cost ${costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`}`,
    `client  lag ${lagText}  loop p99 ${client.loopDelayP99Ms === null ? 'n/a' : toMs(client.loopDelayP99Ms)}  cpu ${client.cpuShare === null ? 'n/a' : `${Math.round(client.cpuShare * 100)}%`}`,
    ...(target.judgement.reason === '' ? [] : [`${target.judgement.verdict}: ${target.judgement.reason}`]),
  ];
};

const toSloLine = ({ condition, value, isKept }: SloResult): string => `slo     ${condition.text}: ${isKept ? 'kept' : 'missed'} (${value === null ? 'too few samples' : Number(value.toFixed(3))})`;

/** The report for a person: one block a target, or a line a step and blocks only for what a search came to. */
export const toBenchText = (outcome: BenchOutcome, slos: readonly SloResult[]): string => {
  const { steps, findMax } = outcome;
  if (steps === undefined) return toBlocks(outcome, slos);
  return `${toStepsText(steps, findMax)}${findMax === undefined ? slos.map((slo) => `${toSloLine(slo)} by ${slo.target}\n`).join('') : toBlocks(outcome, slos)}`;
};

const toBlocks = (outcome: BenchOutcome, slos: readonly SloResult[]): string =>
  outcome.targets.map((target) => [
    toHead(target, outcome), header, ...toMetricLines(target, outcome.plan.load.kind === 'open'), ...toFoot(target, outcome),
    ...slos.filter((slo) => slo.target === target.summary.target).map(toSloLine), '',
  ].join('\n')).join('\n');
