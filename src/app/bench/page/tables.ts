import type { Change } from '../../../bench/comparison.js';
import type { PercentileName } from '../../../bench/percentile.js';
import { percentileNames } from '../../../bench/percentile.js';
import type { Statistics } from '../../../bench/statistics.js';
import { formatInterval, formatKnownMs, formatMs, formatRate, formatShare, formatSpeed, isGuess } from '../format.js';
import type { BenchTargetOutcome } from '../steps.js';
import { metricTitles, signed, tellingOf } from '../text-comparison.js';
import type { TargetComparison } from '../compare-runs.js';
import type { Html } from './html.js';
import { html } from './html.js';

const columnTitles: Readonly<Record<PercentileName, string>> = { p50: 'p50', p90: 'p90', p95: 'p95', p99: 'p99', p999: 'p99.9' };

const toCell = (statistics: Statistics, name: PercentileName): Html => {
  const value = statistics.percentiles[name];
  if (value === null) return html`<td class="none" title="too few samples">–</td>`;
  return html`<td>${isGuess(statistics, name) ? html`<span class="unsure" title="fewer than ten requests are beyond it">~</span>` : ''}${formatMs(value)}<small>${formatInterval(statistics.ci95[name])}</small></td>`;
};

const toRow = (title: string, statistics: Statistics, columns: readonly PercentileName[]): Html => (statistics.n === 0 ? html`` : html`<tr><th scope="row">${title}</th>${columns.map((name) => toCell(statistics, name))}<td>${formatKnownMs(statistics.mean)}</td><td>${formatKnownMs(statistics.max)}</td></tr>`);

type Line = readonly [title: string, statistics: Statistics];

/** All metrics of a target, with the 95 % interval below each percentile; a percentile that none of them has is left out. */
export const toMetricsTable = ({ summary: { metrics, chunkGap, failedLatency, cacheSplit } }: BenchTargetOutcome, isOpen: boolean): Html => {
  const lines: readonly Line[] = [
    ...(isOpen ? [['TTFT (schedule)', metrics.ttft_sched] as const] : []), [isOpen ? 'TTFT (request)' : 'TTFT', metrics.ttft],
    ...(cacheSplit === null ? [] : [['- prompt cached', cacheSplit.cached], ['- not cached', cacheSplit.uncached]] as const),
    ['first answer', metrics.ttfo], ['TPOT', metrics.tpot], ['chunk gap', chunkGap],
    ...(isOpen ? [['E2E (schedule)', metrics.e2e_sched] as const] : []), [isOpen ? 'E2E (request)' : 'E2E', metrics.e2e],
    ['failed', failedLatency],
  ];
  const columns = percentileNames.filter((name) => lines.some(([, { percentiles }]) => percentiles[name] !== null));
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr><th scope="col">metric</th>${columns.map((name) => html`<th scope="col">${columnTitles[name]}</th>`)}<th scope="col">mean</th><th scope="col">max</th></tr></thead>
<tbody>${lines.map(([title, statistics]) => toRow(title, statistics, columns))}</tbody></table></div>`;
};

const toTargetRow = ({ summary, judgement, costUsd }: BenchTargetOutcome, isOpen: boolean): Html => {
  const { percentiles } = summary.metrics[isOpen ? 'ttft_sched' : 'ttft'];
  return html`<tr><th scope="row">${summary.target}</th><td>${formatKnownMs(percentiles.p50)}</td><td>${formatKnownMs(percentiles.p95)}</td><td>${formatKnownMs(summary.metrics.tpot.percentiles.p50)}</td><td>${formatSpeed(summary.totalTokensPerSecond)}</td><td>${formatRate(summary.rps)}</td><td>${summary.ok}</td><td>${summary.failed}</td><td>${costUsd === null ? '–' : `$${costUsd.toFixed(4)}`}</td><td>${judgement.verdict}</td></tr>`;
};

/** Several targets, or the loads of a series, a line each. */
export const toOverview = (targets: readonly BenchTargetOutcome[], isOpen: boolean): Html => html`<div class="scroll" tabindex="0"><table>
<thead><tr><th scope="col">target</th><th scope="col">TTFT p50</th><th scope="col">TTFT p95</th><th scope="col">TPOT p50</th><th scope="col">tok/s</th><th scope="col">good req/s</th><th scope="col">ok</th><th scope="col">failed</th><th scope="col">cost</th><th scope="col">verdict</th></tr></thead>
<tbody>${targets.map((target) => toTargetRow(target, isOpen))}</tbody></table></div>`;

const toChangeRow = (title: string, { before, after, difference, ci95: [low, high], verdict }: Change): Html => {
  const share = before === 0 ? '' : ` (${signed(formatShare(difference / before))})`;
  return html`<tr><th scope="row">${title}</th><td>${formatMs(before)}</td><td>${formatMs(after)}</td><td>${signed(formatMs(difference))}${share}<small>${signed(formatMs(low))} .. ${signed(formatMs(high))}</small></td><td class="${verdict}">${verdict === 'same' ? 'no difference shown' : verdict}</td></tr>`;
};

/** A target beside another one, or beside itself in a run before. */
export const toComparison = ({ target, against, comparisons }: TargetComparison, isOpen: boolean): Html => {
  const rows = tellingOf(comparisons, isOpen).flatMap(({ metric, percentile, change }) => (change === null ? [] : [toChangeRow(`${metricTitles[metric]} ${percentile}`, change)]));
  const title = html`<h3>${target} beside ${target === against ? 'the run before' : against}</h3>`;
  if (rows.length === 0) return html`${title}<p class="note">Too few samples to compare.</p>`;
  return html`${title}<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">metric</th><th scope="col">${target === against ? 'before' : 'that'}</th><th scope="col">${target === against ? 'now' : 'this'}</th><th scope="col">difference</th><th scope="col">verdict</th></tr></thead><tbody>${rows}</tbody></table></div>`;
};
