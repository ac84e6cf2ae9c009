import { clientSize, hostNote } from '../../../bench/client-health.js';
import type { BenchRow } from '../../../bench/row.js';
import { redact } from '../../../core/secret.js';
import { formatInterval, formatKnownMs, formatRate, formatShare, formatSpeed } from '../format.js';
import type { Findings } from '../report.js';
import type { BenchTargetOutcome } from '../steps.js';
import type { Html } from './html.js';
import { html } from './html.js';
import { verdictWords } from '../plan-words.js';
import { toMetricsTable } from './tables.js';

const toTile = (title: string, value: string, note = ''): Html => html`<div class="tile"><dt>${title}</dt><dd>${value}<small>${note}</small></dd></div>`;

const toTiles = ({ summary, costUsd }: BenchTargetOutcome, isOpen: boolean): Html => {
  const ttft = summary.metrics[isOpen ? 'ttft_sched' : 'ttft'];
  const { goodput } = summary;
  const interval = formatInterval(ttft.ci95.p50);
  return html`<dl class="tiles">${[
    toTile('TTFT p50', formatKnownMs(ttft.percentiles.p50), interval === '' ? '' : `95 %: ${interval}`),
    toTile('TTFT p95', formatKnownMs(ttft.percentiles.p95)),
    toTile('Speed', `${formatSpeed(summary.speedTokensPerSecond)} tok/s`, `${formatSpeed(summary.totalTokensPerSecond)} tok/s in total`),
    toTile('Good answers', formatRate(summary.rps), `${summary.ok} of ${summary.ok + summary.failed}`),
    ...(goodput === null ? [] : [toTile('Goodput', formatRate(goodput.rps), formatShare(goodput.share))]),
    toTile('Cost', costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`),
  ]}</dl>`;
};

const toErrors = ({ summary: { target, errors, failed } }: BenchTargetOutcome, rows: readonly BenchRow[]): Html => {
  if (failed === 0) return html``;
  const messageOf = (name: string): string => rows.find((row) => row.target === target && row.errorClass === name && row.error !== null)?.error?.message ?? '';
  return html`<h3>Failures</h3><ul class="failures">${Object.entries(errors).map(([name, count]) => html`<li><strong>${count} × ${name}</strong> ${redact(messageOf(name))}</li>`)}</ul>`;
};

const toBounds = ({ summary: { target } }: BenchTargetOutcome, { slos, gates }: Findings): Html => {
  const lines = [
    ...slos.filter((slo) => slo.target === target).map(({ condition, isKept }) => ({ text: condition.text, word: isKept ? 'kept' : 'missed', isGood: isKept })),
    ...gates.filter((gate) => gate.target === target).map(({ gate, isFailed, change }) => ({ text: gate.text, word: isFailed ? 'failed' : change === null ? 'cannot be told' : 'passed', isGood: !isFailed && change !== null })),
  ];
  return lines.length === 0 ? html`` : html`<ul class="bounds">${lines.map(({ text, word, isGood }) => html`<li><code>${text}</code> <span class="${isGood ? 'faster' : 'slower'}">${word}</span></li>`)}</ul>`;
};

const toClient = ({ summary: { lag, coalesced, connect } }: BenchTargetOutcome, { outcome: { client } }: Findings): Html => html`<p class="note">${[
  `Requests left ${formatKnownMs(lag.percentiles.p99 ?? lag.max)} after they could (${lag.percentiles.p99 === null ? 'at most' : 'p99'})`,
  `the event loop was ${formatKnownMs(client.loopDelayP99Ms)} late (p99)`, `${formatShare(client.cpuShare, 0)} of a processor`,
  clientSize(client), `${formatShare(coalesced, 0)} of the events shared a read`,
  `${connect.newCount} new connections, ${connect.reusedCount} reused`, ...(hostNote(client) === undefined ? [] : [hostNote(client)]),
].join('; ')}.</p>`;

/** A target: whether to believe it, its figures in large, and all of them in a table. */
export const toTargetCard = (target: BenchTargetOutcome, findings: Findings): Html => {
  const { summary, judgement } = target;
  const isOpen = findings.outcome.plan.load.kind === 'open';
  return html`<section class="card"><h2>${summary.target} <span class="badge ${judgement.verdict === 'valid' ? 'good' : 'doubt'}">${judgement.verdict}</span></h2>
<p>${verdictWords[judgement.verdict]}${judgement.reason === '' ? '' : html` <span class="note">(${judgement.reason})</span>`}</p>
${toTiles(target, isOpen)}${toClient(target, findings)}${toBounds(target, findings)}${toMetricsTable(target, isOpen)}${toErrors(target, findings.outcome.rows)}</section>
`;
};
