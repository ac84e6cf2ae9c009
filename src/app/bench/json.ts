import { coalescedShare } from '../../bench/coalesced.js';
import type { Change } from '../../bench/comparison.js';
import type { GateResult } from '../../bench/gate.js';
import type { Statistics } from '../../bench/statistics.js';
import { definitionsVersion, metricsOf } from '../../bench/metrics.js';
import { percentileNames } from '../../bench/percentile.js';
import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import type { BenchRow } from '../../bench/row.js';
import type { SloResult } from '../../bench/slo.js';
import type { ClientHealth } from '../../bench/client-health.js';
import { redact } from '../../core/secret.js';
import type { BenchOutcome } from './bench.js';
import type { BenchTargetOutcome } from './steps.js';
import type { Findings } from './report.js';
import type { TargetComparison } from './compare-runs.js';

type Json = Readonly<Record<string, unknown>>;

/** Names the shape of the object of `toBenchJson`. */
export const benchSchema = 'uada-bench-1';

/** Microseconds are the limit of what a clock here can tell. */
const round = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000) / 1000);

const toJsonStatistics = ({ n, mean, stdev, min, max, percentiles, ci95 }: Statistics): Json => ({
  n, mean: round(mean), stdev: round(stdev), min: round(min),
  ...Object.fromEntries(percentileNames.map((name) => [name, round(percentiles[name])])),
  max: round(max),
  ci95: Object.fromEntries(percentileNames.map((name) => [name, ci95[name]?.map(round) ?? null])),
});

/** The plan as it was run. */
export const toJsonPlan = ({ load, requestCount, durationMs, warmupCount, seed, rampMs, until, isCached }: BenchPlan): Json => ({
  load: load.kind,
  concurrency: load.kind === 'closed' ? load.concurrency : null,
  rate: load.kind === 'open' ? load.ratePerSecond : null,
  arrival: load.kind === 'open' ? load.arrival.kind : null,
  arrival_shape: load.kind === 'open' && load.arrival.kind === 'gamma' ? load.arrival.shape : null,
  max_inflight: load.kind === 'open' ? load.maxInflight : null,
  requests: requestCount ?? null, duration_ms: durationMs ?? null, warmup: warmupCount, ramp_ms: rampMs ?? null, seed, until: until?.text ?? null, cached: isCached ?? false,
});

const toJsonClient = ({ workers, machines = 1, loopDelayP50Ms, loopDelayP99Ms, loopDelayMaxMs, cpuShare, starvedShare, contendedShare, stolenShare }: ClientHealth, rows: readonly BenchRow[]): Json => ({
  workers, machines, loop_delay_ms: { p50: round(loopDelayP50Ms), p99: round(loopDelayP99Ms), max: round(loopDelayMaxMs) }, cpu: round(cpuShare), starved: round(starvedShare), contended: round(contendedShare), stolen: round(stolenShare),
  coalesced: round(coalescedShare(rows)),
});

const toJsonLoad = (load: LoadModel | undefined): Json | null =>
  (load === undefined ? null : load.kind === 'closed' ? { concurrency: load.concurrency } : { rate: round(load.ratePerSecond) });

const toJsonTarget = ({ summary, judgement, costUsd, load }: BenchTargetOutcome, slos: readonly SloResult[]): Json => {
  const { metrics, connect, tokens, goodput } = summary;
  return {
    target: summary.target, load: toJsonLoad(load), verdict: judgement.verdict, verdict_reason: judgement.reason === '' ? null : judgement.reason,
    requests: { sent: summary.sent, ok: summary.ok, failed: summary.failed, cancelled: summary.cancelled },
    errors: summary.errors,
    ttft_ms: toJsonStatistics(metrics.ttft), ttft_sched_ms: toJsonStatistics(metrics.ttft_sched), ttfo_ms: toJsonStatistics(metrics.ttfo),
    tpot_ms: toJsonStatistics(metrics.tpot), chunk_gap_ms: toJsonStatistics(summary.chunkGap), stalls: summary.stalls,
    e2e_ms: toJsonStatistics(metrics.e2e), e2e_sched_ms: toJsonStatistics(metrics.e2e_sched), close_ms: toJsonStatistics(summary.close),
    failed_ms: toJsonStatistics(summary.failedLatency),
    ttft_cached_ms: summary.cacheSplit === null ? null : toJsonStatistics(summary.cacheSplit.cached),
    ttft_uncached_ms: summary.cacheSplit === null ? null : toJsonStatistics(summary.cacheSplit.uncached),
    hidden_reasoning: summary.hiddenReasoning,
    connect: {
      new: connect.newCount, reused: connect.reusedCount,
      dns_ms: toJsonStatistics(connect.dns), tcp_ms: toJsonStatistics(connect.tcp), tls_ms: toJsonStatistics(connect.tls),
    },
    lag_ms: toJsonStatistics(summary.lag), queued_ms: toJsonStatistics(summary.queued),
    rate: { asked: round(summary.askedRate), achieved: round(summary.achievedRate) }, elapsed_ms: round(summary.elapsedMs),
    speed_tok_s: round(summary.speedTokensPerSecond), total_tok_s: round(summary.totalTokensPerSecond), rps: round(summary.rps),
    tokens_per_event: round(summary.tokensPerEvent), coalesced: round(summary.coalesced),
    goodput: goodput === null ? null : { rps: round(goodput.rps), share: round(goodput.share) },
    tokens: { input: tokens.input, output: tokens.output, cached_input: tokens.cachedInput },
    cost_usd: costUsd,
    slo: slos.filter(({ target }) => target === summary.target).map(({ condition, value, isKept }) => ({ condition: condition.text, value: round(value), kept: isKept })),
  };
};

const unknownChange = { before_ms: null, after_ms: null, difference_ms: null, ci95_ms: null, p_value: null, test: null, verdict: null };

const toJsonChange = ({ before, after, difference, ci95, test, verdict }: Change): Json => ({
  before_ms: round(before), after_ms: round(after), difference_ms: round(difference), ci95_ms: ci95.map(round),
  p_value: test?.p ?? null, test: test?.name ?? null, verdict,
});

const toJsonComparison = ({ target, against, comparisons }: TargetComparison): Json => ({
  target, against, metrics: comparisons.map(({ metric, percentile, change }) => ({ metric, percentile, ...(change === null ? unknownChange : toJsonChange(change)) })),
});

const toJsonGate = ({ target, gate, change, isFailed }: GateResult): Json => ({
  target, gate: gate.text, before: round(change?.before ?? null), after: round(change?.after ?? null), difference: round(change?.difference ?? null),
  ci95: change?.ci95.map(round) ?? null, failed: isFailed,
});

/** The one object of `--json`; a file of `--save` has the run itself in it, too. */
export const toBenchJson = ({ outcome, slos, comparisons, changes, gates }: Findings): Json => ({
  schema: benchSchema, defs_version: definitionsVersion, started_at: new Date(outcome.startedAt).toISOString(),
  plan: toJsonPlan(outcome.plan), client: toJsonClient(outcome.client, outcome.rows),
  targets: outcome.targets.map((target) => toJsonTarget(target, slos)),
  steps: outcome.steps?.map((target) => toJsonTarget(target, slos)) ?? null,
  find_max: outcome.findMax === undefined ? null : { bounds: outcome.findMax.bounds, unit: outcome.findMax.unit, best: round(outcome.findMax.best), confirmed: outcome.findMax.isConfirmed },
  comparisons: comparisons.map(toJsonComparison), baseline: changes.map(toJsonComparison), gates: gates.map(toJsonGate),
});

/** The same object of a run that failed before anything was asked: what is not known is null, and there is nothing in its lists. */
export const emptyBenchJson: Json = {
  schema: benchSchema, defs_version: definitionsVersion, started_at: null, plan: null, client: null,
  targets: [], steps: null, find_max: null, comparisons: [], baseline: [], gates: [],
};

/** One request for `--jsonl` and `--csv`; stamps are milliseconds from the start of the run. */
export const toBenchRow = (row: BenchRow, { startedMonotonicMs }: BenchOutcome): Json => {
  const at = (ms: number | null): number | null => round(ms === null ? null : ms - startedMonotonicMs);
  const figures = Object.entries(metricsOf(row)).map(([name, value]) => [`${name}_ms`, row.errorClass === null ? round(value) : null]);
  return {
    target: row.target, index: row.index, warmup: row.isWarmup, error: row.errorClass,
    sched_ms: at(row.schedMs), start_ms: at(row.startMs), sent_ms: at(row.sentMs), first_token_ms: at(row.firstTokenMs),
    first_answer_ms: at(row.firstAnswerMs), last_token_ms: at(row.lastTokenMs), end_ms: at(row.endMs),
    ...Object.fromEntries(figures) as Json,
    connect_ms: round(row.connect?.totalMs ?? null), events: row.eventCount, reads: row.readCount,
    input_tokens: row.usage.inputTokens, output_tokens: row.usage.outputTokens,
    reasoning_tokens: row.usage.reasoningTokens, cached_input_tokens: row.usage.cachedInputTokens,
    reasoning_streamed: row.hasStreamedReasoning, status: row.error?.status ?? null, message: row.error === null ? null : redact(row.error.message),
  };
};

const toCell = (value: unknown): string => (value === null || value === undefined ? '' : `${value as string | number | boolean}`);

/** All requests as CSV with a header line. Values are numbers and words of this program: only a model's name may need quotes. */
export const toBenchCsv = (outcome: BenchOutcome): string => {
  const rows = outcome.rows.map((row) => toBenchRow(row, outcome));
  const quoted = (value: unknown): string => {
    const cell = toCell(value);
    return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  };
  const [first] = rows;
  if (first === undefined) return '';
  return [Object.keys(first), ...rows.map(Object.values)].map((cells: readonly unknown[]) => `${cells.map(quoted).join(',')}\n`).join('');
};
