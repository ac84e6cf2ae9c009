import type { BenchRow } from '../../bench/row.js';
import type { ClientHealth } from '../../bench/client-health.js';
import { clientSize, hostNote } from '../../bench/client-health.js';
import type { Statistics } from '../../bench/statistics.js';
import { redact } from '../../core/secret.js';
import type { TextStyle } from './format.js';
import { formatKnownMs, formatMs, formatRate, formatShare, formatSpeed, wrapParts } from './format.js';
import type { Findings } from './report.js';
import { toGateLine, toSloLine, toUntilLine } from './text-bounds.js';
import { toComparisonText } from './text-comparison.js';
import { toTrend } from './text-trend.js';
import { toTable } from './text-table.js';
import { toStepsText } from './steps-text.js';
import type { BenchOutcome } from './bench.js';
import type { BenchTargetOutcome } from './steps.js';

const toLoad = ({ summary, load: ofStep }: BenchTargetOutcome, { plan }: BenchOutcome): readonly string[] => {
  const load = ofStep ?? plan.load;
  if (load.kind === 'closed') return [`-c ${load.concurrency}`];
  return [`rate ${formatRate(load.ratePerSecond)} asked`, `${formatRate(summary.askedRate)} due ${formatRate(summary.achievedRate)} sent`];
};

const toHead = (outcome: BenchTargetOutcome, run: BenchOutcome, style: TextStyle): readonly string[] => {
  const { summary, judgement } = outcome;
  const target = style.clean(summary.target);
  const [first = '', ...rest] = wrapParts([
    target, `n ${summary.sent} ok ${summary.ok}${summary.cancelled === 0 ? '' : ` cancelled ${summary.cancelled}`}`,
    ...toLoad(outcome, run), ...(run.plan.isCached === true ? ['out of the cache'] : []), `${(summary.elapsedMs / 1000).toFixed(1)} s`, style.clean(judgement.verdict),
  ], style.columns);
  return [`${style.strong(target)}${first.slice(target.length)}`, ...rest];
};

const cut = (text: string, columns: number): string => (text.length > columns ? `${text.slice(0, columns - 1)}…` : text);

const mean = ({ mean: value }: Statistics): string => formatKnownMs(value);

/** What the first failure of each class said. */
const toSamples = ({ summary: { target, errors } }: BenchTargetOutcome, rows: readonly BenchRow[], { clean, columns, dim }: TextStyle): readonly string[] =>
  Object.keys(errors).flatMap((name) => {
    const error = rows.find((row) => row.target === target && row.errorClass === name && row.error !== null)?.error;
    return error === undefined || error === null ? [] : [dim(cut(`        ${name}: ${redact(clean(error.message))}`, columns))];
  });

const toErrors = ({ summary: { errors, failed, ok } }: BenchTargetOutcome, style: TextStyle): string => {
  if (failed === 0) return 'errors  0';
  const kinds = Object.entries(errors).map(([name, count]) => `${name} ${count}`).join(', ');
  return `errors  ${failed} (${formatShare(failed / (failed + ok))}): ${style.clean(kinds)}`;
};

const toConnect = ({ connect: { newCount, reusedCount, dns, tcp, tls } }: BenchTargetOutcome['summary']): string =>
  `connect new ${newCount}${newCount === 0 ? '' : `: dns ${mean(dns)} tcp ${mean(tcp)} tls ${mean(tls)}`}   reused ${reusedCount}`;

const toHostLines = (client: ClientHealth): readonly string[] => {
  const note = hostNote(client);
  return note === undefined ? [] : [`note: ${note}`];
};

const toFoot = (target: BenchTargetOutcome, { client, rows }: BenchOutcome, style: TextStyle): readonly string[] => {
  const { columns } = style;
  const { summary, costUsd } = target;
  const { goodput, tokens, lag } = summary;
  const cached = tokens.cachedInput === null || !tokens.input ? 'n/a' : formatShare(tokens.cachedInput / tokens.input);
  const lagText = lag.percentiles.p99 === null ? `max ${formatKnownMs(lag.max)}` : `p99 ${formatMs(lag.percentiles.p99)}`;
  return [
    ...wrapParts([
      `speed   ${formatSpeed(summary.speedTokensPerSecond)} tok/s per stream`, `${formatSpeed(summary.totalTokensPerSecond)} tok/s total`, formatRate(summary.rps),
      ...(goodput === null ? [] : [`goodput ${formatRate(goodput.rps)} (${formatShare(goodput.share)})`]),
    ], columns),
    ...wrapParts([toConnect(summary), `cached prompt ${cached}`], columns),
    ...wrapParts([toErrors(target, style), `cost ${costUsd === null ? 'unknown' : `$${costUsd.toFixed(4)}`}`], columns),
    ...toSamples(target, rows, style),
    ...wrapParts([`client  lag ${lagText}`, `loop p99 ${formatKnownMs(client.loopDelayP99Ms)}`, `cpu ${formatShare(client.cpuShare, 0)}`, `coalesced ${formatShare(summary.coalesced, 0)}`, ...(client.workers > 1 ? [clientSize(client)] : [])], columns),
    ...(target.judgement.reason === '' ? [] : [style.clean(`${target.judgement.verdict}: ${target.judgement.reason}`)]),
    ...toHostLines(client),
  ];
};

const toBlock = (target: BenchTargetOutcome, { outcome, slos }: Findings, style: TextStyle): string => {
  const isHere = (line: { readonly target: string }): boolean => line.target === target.summary.target;
  const isOpen = outcome.plan.load.kind === 'open';
  if (target.summary.sent === 0) return [...toHead(target, outcome, style), 'The run ended before its first measured request.', ''].join('\n');
  const trend = toTrend(outcome.rows, target.summary.target, isOpen, style.columns);
  return [
    ...toHead(target, outcome, style), ...toTable(target, isOpen, style), ...toFoot(target, outcome, style),
    ...(trend === undefined ? [] : [trend]),
    ...(outcome.plan.until === undefined ? [] : [toUntilLine(target.summary, outcome.plan.until)]), ...slos.filter(isHere).map(toSloLine), '',
  ].join('\n');
};

/** What changed since the run before, alone. */
export const toChangesText = ({ outcome, changes, gates }: Findings, style: TextStyle): string => {
  const blocks = changes.map((comparison) => [
    toComparisonText(comparison, true, outcome.plan.load.kind === 'open', style),
    ...gates.filter(({ target }) => target === comparison.target).map((gate) => `${toGateLine(gate)}\n`),
  ].join(''));
  return blocks.length === 0 ? 'The runs have no target in common.\n' : blocks.join('\n');
};

const toSteps = ({ outcome: { steps = [], findMax }, slos }: Findings, style: TextStyle): readonly string[] => [
  `${toStepsText(steps, findMax, style)}${findMax === undefined ? slos.map((slo) => `${toSloLine(slo)} by ${slo.target}\n`).join('') : ''}`,
];

/** The report for a person: a block for every target, or a line a step and blocks only for what a search came to; then what differs. */
export const toBenchText = (findings: Findings, style: TextStyle): string => {
  const { outcome: { targets, steps, findMax, plan }, comparisons, changes } = findings;
  const isSearch = steps !== undefined;
  const blocks = isSearch && findMax === undefined ? [] : targets.map((target) => toBlock(target, findings, style));
  return [
    ...(isSearch ? toSteps(findings, style) : []), ...blocks,
    ...(isSearch ? [] : comparisons.map((comparison) => toComparisonText(comparison, false, plan.load.kind === 'open', style))),
    ...(changes.length === 0 ? [] : [toChangesText(findings, style)]),
  ].join('\n');
};
