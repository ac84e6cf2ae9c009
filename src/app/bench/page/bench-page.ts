import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { packageFile } from '../../../config/package-file.js';
import { definitionsVersion } from '../../../bench/metrics.js';
import { redact } from '../../../core/secret.js';
import type { Findings } from '../report.js';
import type { BenchOutcome } from '../bench.js';
import type { TargetCharts } from './chart-data.js';
import { toTargetCharts } from './chart-data.js';
import { mostPoints } from './downsample.js';
import type { Html } from './html.js';
import { html, toScriptJson } from './html.js';
import { toPlanWords } from '../plan-words.js';
import { toComparison, toOverview } from './tables.js';
import { toTargetCard } from './target-card.js';

const toSeries = ({ outcome: { findMax } }: Findings): Html => (findMax === undefined ? html`` : html`<p>${findMax.best === null
  ? `No load was confirmed to keep ${findMax.bounds}.`
  : `The greatest load that keeps ${findMax.bounds}: ${Number(findMax.best.toPrecision(4))} ${findMax.unit === 'concurrency' ? 'in flight' : 'requests/s'}, confirmed by a further run.`}</p>`);

const toCharts = ({ outcome: { rows }, before }: Findings): Html => html`<section class="card" id="charts"><h2>Charts</h2><noscript><p class="note">The charts are drawn by JavaScript.</p></noscript>
<p class="note">${rows.length > mostPoints ? `Of more than ${mostPoints} points a series, so many are drawn; the highest of each stretch is among them. ` : ''}${before === undefined ? '' : 'The run before is drawn beside this one, both from their beginnings. '}Drag over a chart to look closer, double-click to go back.</p></section>
`;

const toBody = (findings: Findings): Html => {
  const { outcome, comparisons, changes } = findings;
  const all = outcome.steps ?? outcome.targets;
  const isOpen = outcome.plan.load.kind === 'open';
  const beside = [...(outcome.steps === undefined ? comparisons : []), ...changes];
  return html`<header><h1>Load test</h1><p>${toPlanWords(outcome.plan, outcome.steps !== undefined)}</p>${toSeries(findings)}
<p class="note">Started at <time>${new Date(outcome.startedAt).toISOString()}</time>.${outcome.stoppedBy === undefined ? '' : ` Ended early: ${redact(outcome.stoppedBy.message)}`}</p></header>
<main>${all.length > 1 ? html`<section class="card"><h2>Side by side</h2>${toOverview(all, isOpen)}</section>` : ''}${outcome.targets.map((target) => toTargetCard(target, findings))}${toCharts(findings)}${beside.length === 0 ? '' : html`<section class="card"><h2>Differences</h2>${beside.map((comparison) => toComparison(comparison, isOpen))}<p class="note">A difference counts when its 95 % interval leaves out 0 and, for a median, a rank test agrees.</p></section>`}</main>
<footer class="note">Measured by uada bench, definitions ${definitionsVersion}. Percentiles are of good answers, by nearest rank; below each is its 95 % interval; ~ has fewer than ten requests beyond it. TTFT: time to first token; TPOT: time per further token; E2E: time to the last.</footer>`;
};

const chartsOf = (outcome: BenchOutcome): readonly TargetCharts[] => (outcome.steps ?? outcome.targets).map(({ summary }) => toTargetCharts(summary.target, outcome));

/** A page that shows a run without a network: style, script and figures are in it, and nothing from outside is markup. */
export const toBenchPage = async (findings: Findings): Promise<string> => {
  const { outcome, before } = findings;
  const [script, style] = await Promise.all(['bench-page.js', 'bench-page.css'].map((name) => readFile(packageFile(`dist/${name}`), 'utf8'))) as [string, string];
  const data = {
    isOpen: outcome.plan.load.kind === 'open',
    targets: [...chartsOf(outcome), ...(before === undefined ? [] : chartsOf(before).map((charts) => ({ ...charts, target: `${charts.target}, before` })))],
  };
  const hash = createHash('sha256').update(script).digest('base64');
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">
<title>${`uada bench: ${outcome.targets.map(({ summary }) => summary.target).join(', ')}`}</title><style>${{ html: style }}</style></head>
<body>${toBody(findings)}
<script type="application/json" id="data">${toScriptJson(data)}</script><script>${{ html: script }}</script></body></html>
`.html;
};
