import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unreadableFile } from '../../config/regular-file.js';
import type { GoodCondition, SloCondition } from '../../bench/condition.js';
import { readGoodput, readSlo } from '../../bench/condition.js';
import { createGapStore } from '../../bench/gap-store.js';
import type { Histogram } from '../../bench/histogram.js';
import { definitionsVersion } from '../../bench/metrics.js';
import type { BenchPlan } from '../../bench/plan.js';
import { summarise } from '../../bench/summary.js';
import type { ClientHealth } from '../../bench/client-health.js';
import type { Verdict } from '../../bench/verdict.js';
import type { ErrorKind } from '../../core/errors.js';
import { exitCodes, UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import { isObject, parseJson, toArray, toNumber, toText } from '../../protocols/json.js';
import type { BenchOutcome } from './bench.js';
import type { BenchTargetOutcome } from './steps.js';
import { benchSchema } from './json.js';
import { readSavedHistogram, toSavedHistogram } from './saved-gaps.js';
import { readRowTable, toRowTable } from './saved-rows.js';
import { readSavedLoad, readSavedSeries, toSavedSeries } from './saved-series.js';

/** The bounds that a run was held against. */
export type RunBounds = { readonly slos: readonly SloCondition[]; readonly goodput: readonly GoodCondition[] | undefined };

/** A run out of a file, as complete as when it ended. */
export type SavedRun = { /** Tells whether two files are the same run. */ readonly id: string; readonly outcome: BenchOutcome; readonly bounds: RunBounds };

/** What `--save` writes beside the object of `--json`: all that report, compare and merge need. */
export const toSavedRun = async (outcome: BenchOutcome, { slos, goodput }: RunBounds): Promise<JsonObject> => ({
  version: 1,
  id: randomUUID(),
  plan: outcome.plan,
  slos: slos.map(({ text }) => text),
  goodput: goodput === undefined ? null : goodput.map(({ text }) => text),
  client: outcome.client,
  stopped_by: outcome.stoppedBy === undefined ? null : { kind: outcome.stoppedBy.kind, message: outcome.stoppedBy.message },
  targets: await Promise.all((outcome.steps ?? outcome.targets).map(async ({ summary, judgement, costUsd, load }) => ({
    target: summary.target, ...judgement, cost_usd: costUsd, load: load ?? null, gaps: await toSavedHistogram(outcome.gaps.of(summary.target)),
  }))),
  series: toSavedSeries(outcome),
  ...toRowTable(outcome.rows, outcome.startedMonotonicMs),
});

const damaged = (path: string, cause?: unknown): UadaError =>
  new UadaError('usage', `The file ${path} is no complete run of uada bench.`, { cause, hint: 'Write one with `uada bench --save FILE`.' });

const isLoad = (value: unknown): boolean => isObject(value) && typeof value['kind'] === 'string';

const readStop = (value: unknown): UadaError | undefined => {
  if (!isObject(value)) return undefined;
  const kind = toText(value['kind']);
  return new UadaError(kind in exitCodes ? kind as ErrorKind : 'partial', toText(value['message']));
};

type Verdicts = ReadonlyMap<string, Pick<BenchTargetOutcome, 'judgement' | 'costUsd' | 'load'>>;

const readVerdicts = (targets: readonly JsonObject[]): Verdicts => new Map(targets.map((target) => [toText(target['target']), {
  judgement: { verdict: toText(target['verdict']) as Verdict, reason: toText(target['reason']) }, costUsd: toNumber(target['cost_usd']),
  ...(isObject(target['load']) ? { load: readSavedLoad(target['load']) } : {}),
}]));

const readGaps = async (targets: readonly JsonObject[]): Promise<ReadonlyMap<string, Histogram>> =>
  new Map(await Promise.all(targets.map(async (target): Promise<[string, Histogram]> => [toText(target['target']), await readSavedHistogram(target['gaps'])])));

const toRun = async (file: JsonObject, saved: JsonObject): Promise<SavedRun> => {
  const { plan, client } = saved;
  const rows = readRowTable(saved['columns'], saved['rows']);
  const startedAt = Date.parse(toText(file['started_at']));
  const targets = toArray(saved['targets']).filter(isObject);
  if (rows === undefined || Number.isNaN(startedAt) || !isObject(plan) || !isLoad(plan['load']) || !isObject(client) || targets.length === 0) throw new Error('a part is missing');
  const goodput = Array.isArray(saved['goodput']) ? readGoodput(saved['goodput'].map(toText).join(',')) : undefined;
  const gaps = createGapStore(await readGaps(targets));
  const outcomes = [...readVerdicts(targets)].map(([target, verdict]): BenchTargetOutcome => ({ summary: summarise(target, rows, goodput, gaps.of(target)), ...verdict }));
  return {
    id: toText(saved['id']),
    bounds: { slos: toArray(saved['slos']).map((text) => readSlo(toText(text))), goodput },
    outcome: {
      plan: plan as unknown as BenchPlan, startedAt, startedMonotonicMs: 0, rows, gaps, ...readSavedSeries(saved['series'], outcomes), client: { contendedShare: null, stolenShare: null, ...client } as unknown as ClientHealth,
      stoppedBy: readStop(saved['stopped_by']),
    },
  };
};

/** The run in the text of a saved file. Throws a `usage` error that names the file. */
export const parseSavedRun = async (text: string, path: string): Promise<SavedRun> => {
  const file = parseJson(text);
  if (!isObject(file) || file['schema'] !== benchSchema) throw damaged(path);
  if (file['defs_version'] !== definitionsVersion) {
    throw new UadaError('usage', `The run in ${path} was measured by other definitions (${String(file['defs_version'])} instead of ${definitionsVersion}).`, { hint: 'Measure it again with this version of uada.' });
  }
  if (!isObject(file['saved'])) {
    throw new UadaError('usage', `The file ${path} holds the figures of a run, but not its requests.`, { hint: 'Write runs with --save; --json is the report alone.' });
  }
  try {
    return await toRun(file, file['saved']);
  } catch (error) {
    throw damaged(path, error);
  }
};

/** Reads what `--save` wrote. Throws a `usage` error that names the file. */
export const readSavedRun = async (path: string): Promise<SavedRun> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unreadableFile(path, error);
  });
  return parseSavedRun(text, path);
};
