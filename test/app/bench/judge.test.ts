import { describe, expect, it } from 'vitest';
import type { BenchOutcome } from '../../../src/app/bench/bench.js';
import { checkSlos, failureOf } from '../../../src/app/bench/judge.js';
import { readSlo } from '../../../src/bench/condition.js';
import type { GateResult } from '../../../src/bench/gate.js';
import { readGate } from '../../../src/bench/gate.js';
import { createGapStore } from '../../../src/bench/gap-store.js';
import type { BenchRow } from '../../../src/bench/row.js';
import { summarise } from '../../../src/bench/summary.js';
import type { Verdict } from '../../../src/bench/verdict.js';
import { UadaError } from '../../../src/core/errors.js';
import { sampleRow } from '../../bench/sample-row.js';

const refused = new UadaError('rate_limit', 'Slow down.', { status: 429 });
const rows = (good: number, bad: number): readonly BenchRow[] =>
  Array.from({ length: good + bad }, (_, index) => sampleRow(index, index < good ? {} : { errorClass: 'rate-limited', error: refused }));

type Given = { readonly good?: number; readonly bad?: number; readonly verdict?: Verdict; readonly slo?: string; readonly stoppedBy?: UadaError; readonly hasErrorLimit?: boolean; readonly gates?: readonly GateResult[] };

const failure = ({ good = 20, bad = 0, verdict = 'valid', slo, stoppedBy, hasErrorLimit = false, gates = [] }: Given) => {
  const given = rows(good, bad);
  const outcome = {
    plan: { load: { kind: 'closed', concurrency: 1 }, requestCount: 20, durationMs: undefined, warmupCount: 0, seed: 1 },
    startedAt: 0, startedMonotonicMs: 0, rows: given, gaps: createGapStore(), targets: [{ summary: summarise('a/b', given), judgement: { verdict, reason: 'Why.' }, costUsd: null }],
    client: { watchedMs: 1, workers: 1, loopDelayP50Ms: 0, loopDelayP99Ms: 0, loopDelayMaxMs: 0, cpuShare: 0, starvedShare: 0, contendedShare: 0, stolenShare: 0 }, stoppedBy,
  } satisfies BenchOutcome;
  const slos = checkSlos(slo === undefined ? [] : [readSlo(slo)], outcome);
  return failureOf({ outcome, slos, comparisons: [], changes: [], gates }, hasErrorLimit);
};

const gateOf = (isFailed: boolean, isKnown = true): GateResult =>
  ({ target: 'a/b', gate: readGate('ttft.p50>+10%'), change: isKnown ? { before: 1, after: 2, difference: 1, ci95: [0.5, 1.5] } : null, isFailed });

describe('what a run fails with', () => {
  it.each([
    ['nothing when all is well', {}, undefined],
    ['nothing with an SLO that is kept', { slo: 'ttft.p50<=50ms' }, undefined],
    ['a missed SLO', { slo: 'ttft.p50<=49ms' }, 10],
    ['an SLO that too few samples cannot tell', { slo: 'ttft.p99<=50ms' }, 10],
    ['failed requests', { good: 19, bad: 1 }, 9],
    ['no failure when some were allowed', { good: 19, bad: 1, hasErrorLimit: true }, undefined],
    ['a missed SLO before failed requests', { good: 19, bad: 1, slo: 'errors<1%' }, 10],
    ['a measurement that is not valid before a missed SLO', { verdict: 'client-limited', slo: 'ttft.p50<=49ms' }, 12],
    ['a change for the worse', { gates: [gateOf(false), gateOf(true)] }, 11],
    ['a change that too few samples cannot tell', { gates: [gateOf(false, false)] }, 12],
    ['nothing when no gate failed', { gates: [gateOf(false)] }, undefined],
    ['a missed SLO before a change for the worse', { slo: 'ttft.p50<=49ms', gates: [gateOf(true)] }, 10],
    ['what ended the run before everything', { verdict: 'client-limited', stoppedBy: new UadaError('auth', 'Refused.') }, 3],
    ['the failure itself when nothing succeeded', { good: 0, bad: 5, verdict: 'too-few-samples' }, 4],
  ] as const)('%s', (_, given: Given, exitCode) => {
    expect(failure(given)?.exitCode).toBe(exitCode);
  });
});
