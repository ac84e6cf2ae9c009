import { hostNote } from '../../bench/client-health.js';
import type { Statistics } from '../../bench/statistics.js';
import { redact } from '../../core/secret.js';
import type { TargetComparison } from './compare-runs.js';
import { formatInterval, formatKnownMs, formatMs, formatRate, formatShare, formatSpeed, isGuess } from './format.js';
import { toPlanWords } from './plan-words.js';
import type { Findings } from './report.js';
import type { BenchTargetOutcome } from './steps.js';
import { toGateLine, toSloLine } from './text-bounds.js';
import { metricTitles } from './text-comparison.js';

/** Names come from outside: what Markdown or HTML would take for markup stands as it is. */
const escape = (text: string): string => redact(text).replace(/[\\`*_[\]<>|#~&]/g, '\\$&').replace(/\s+/g, ' ');

const toTable = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const toLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows].map(toLine).join('\n');
};

const toFigure = (statistics: Statistics, name: 'p50' | 'p95'): string => {
  const { percentiles: { [name]: value }, ci95 } = statistics;
  if (value === null) return 'n/a';
  const interval = name === 'p50' ? formatInterval(ci95.p50) : '';
  return `${isGuess(statistics, name) ? '\\~' : ''}${formatMs(value)}${interval === '' ? '' : ` (${interval})`}`;
};

const heads = ['', 'ok', 'failed', 'TTFT p50', 'p95', 'TPOT p50', 'E2E p50', 'p95', 'req/s', 'tok/s', 'cost', 'verdict'];

const toRow = ({ summary, judgement, costUsd, load }: BenchTargetOutcome, isOpenRun: boolean): readonly string[] => {
  const { metrics, ok, failed } = summary;
  const isOpen = load === undefined ? isOpenRun : load.kind === 'open';
  const [ttft, e2e] = isOpen ? [metrics.ttft_sched, metrics.e2e_sched] : [metrics.ttft, metrics.e2e];
  return [
    escape(summary.target), String(ok), String(failed), toFigure(ttft, 'p50'), toFigure(ttft, 'p95'), toFigure(metrics.tpot, 'p50'),
    toFigure(e2e, 'p50'), toFigure(e2e, 'p95'), formatRate(summary.rps), formatSpeed(summary.totalTokensPerSecond),
    costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`, escape(judgement.verdict),
  ];
};

const toComparison = ({ target, against, comparisons }: TargetComparison, isBaseline: boolean, isOpen: boolean): string => {
  const rows = comparisons.flatMap(({ metric, percentile, change }) => (change === null || (!isOpen && metric.endsWith('_sched')) ? [] : [[
    `${metricTitles[metric]} ${percentile}`, formatKnownMs(change.before), formatKnownMs(change.after),
    `${formatMs(change.difference)} (${formatInterval(change.ci95)})`, change.before === 0 ? '' : formatShare(change.difference / change.before),
    change.verdict === 'same' ? 'no difference shown' : `**${change.verdict}**`,
  ]]));
  const title = `### ${escape(target)} beside ${target === against ? 'the run before' : escape(against)}`;
  if (rows.length === 0) return `${title}\n\nToo few samples to compare.`;
  return `${title}\n\n${toTable(['', isBaseline ? 'before' : 'that', isBaseline ? 'now' : 'this', 'difference', '', ''], rows)}`;
};

const toDoubts = ({ targets, client }: Findings['outcome']): readonly string[] => {
  const note = hostNote(client);
  return [
    ...targets.flatMap(({ summary: { target }, judgement: { verdict, reason } }) => (reason === '' ? [] : [`- **${escape(target)} is ${verdict}**: ${escape(reason)}.`])),
    ...(note === undefined ? [] : [`- Note: ${note}.`]),
  ];
};

/** A report as Markdown, for the summary of a CI job or a comment: a line a target, bounds, and what differs. */
export const toBenchMarkdown = ({ outcome, slos, comparisons, changes, gates }: Findings): string => {
  const { plan, steps, findMax, stoppedBy } = outcome;
  const targets = steps ?? outcome.targets;
  const isOpen = plan.load.kind === 'open';
  const toItem = (target: string, line: string): string => `- ${escape(target)}: ${escape(line.replace(/^\w+ +/, ''))}`;
  const findMaxLine = findMax === undefined ? [] : [`**${findMax.best === null ? `No load keeps ${escape(findMax.bounds)}.` : `Greatest load that keeps ${escape(findMax.bounds)}: ${findMax.unit} ${Number(findMax.best.toPrecision(4))}.`}**`];
  return `${[
    '## Load test', `${toPlanWords(plan, steps !== undefined)}${stoppedBy === undefined ? '' : ` Ended early: ${escape(stoppedBy.message)}`}`,
    toTable(heads, targets.map((target) => toRow(target, isOpen))), ...findMaxLine,
    [...toDoubts({ ...outcome, targets }), ...slos.map((slo) => toItem(slo.target, toSloLine(slo))), ...gates.map((gate) => toItem(gate.target, toGateLine(gate)))].join('\n'),
    ...comparisons.map((comparison) => toComparison(comparison, false, isOpen)), ...changes.map((comparison) => toComparison(comparison, true, isOpen)),
  ].filter((part) => part !== '').join('\n\n')}\n`;
};
