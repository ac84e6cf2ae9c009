import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import { isObject, parseJson } from '../../protocols/json.js';
import type { Runs } from '../../store/runs.js';
import type { BenchOutcome } from './bench.js';
import { toJsonPlan } from './json.js';
import type { BenchTargetOutcome } from './steps.js';
import type { Io } from '../io.js';
import type { SavedRun } from './saved-run.js';
import { parseSavedRun, readSavedRun } from './saved-run.js';

/** Where load tests are listed. */
export type RunPlaces = { readonly dataDir: string | null; readonly io: Io };

/** A load test in the list, and what it tells of itself. */
export type KeptRun = { readonly id: number; readonly createdMs: number; readonly facts: JsonObject };

const open = async ({ dataDir, io }: RunPlaces): Promise<Runs> => {
  if (dataDir === null) throw new UadaError('usage', 'No home directory is known, so there is no list of load tests.', { hint: 'Set UADA_DATA_DIR to a directory of yours.' });
  return (await import('../../store/runs.js')).openRuns({ dataDir, warn: io.warn, now: io.now });
};

const withRuns = async <Result>(places: RunPlaces, use: (runs: Runs) => Promise<Result>): Promise<Result> => {
  const runs = await open(places);
  try {
    return await use(runs);
  } finally {
    runs.close();
  }
};

const toTargetFacts = ({ summary: { target, ok, failed, metrics }, judgement, costUsd }: BenchTargetOutcome, isOpen: boolean): JsonObject => {
  const { p50, p95 } = metrics[isOpen ? 'ttft_sched' : 'ttft'].percentiles;
  return { target, ok, failed, ttft_p50_ms: p50, ttft_p95_ms: p95, cost_usd: costUsd, verdict: judgement.verdict };
};

/** What the list tells of a run. */
const toFacts = ({ plan, targets, steps, findMax }: BenchOutcome, isSimulated: boolean): JsonObject => ({
  plan: toJsonPlan(plan), series: findMax !== undefined ? 'find-max' : steps !== undefined ? 'sweep' : null,
  targets: targets.map((target) => toTargetFacts(target, plan.load.kind === 'open')), simulated: isSimulated,
});

/** Keeps a run in the list, in the form of `--save`. A list that cannot be written is a warning. */
export const keepRun = async (outcome: BenchOutcome, savedText: string, isSimulated: boolean, places: RunPlaces): Promise<void> => {
  if (places.dataDir === null) return;
  const body = await promisify(gzip)(savedText);
  await withRuns(places, (runs) => runs.record({ createdMs: outcome.startedAt, facts: JSON.stringify(toFacts(outcome, isSimulated)), body }));
};

/** The runs of the list, newest first. */
export const listRuns = (limit: number, places: RunPlaces): Promise<readonly KeptRun[]> => withRuns(places, async (runs) =>
  (await runs.list(limit)).flatMap(({ id, createdMs, facts }) => {
    const parsed = parseJson(facts);
    return isObject(parsed) ? [{ id, createdMs, facts: parsed }] : [];
  }));

/** Removes runs from the list and resolves to how many there were. */
export const removeRuns = (ids: readonly number[], places: RunPlaces): Promise<number> => withRuns(places, (runs) => runs.remove(ids));

const readKept = (id: number | undefined, places: RunPlaces): Promise<SavedRun> => withRuns(places, async (runs) => {
  const found = await runs.body(id);
  if (found !== undefined) return parseSavedRun((await promisify(gunzip)(found.body)).toString(), `run ${found.id} of the list`);
  throw new UadaError('usage', id === undefined ? 'No load test has been listed yet.' : `There is no run ${id} in the list, and no file of that name.`, { hint: '`uada bench list` shows the numbers.' });
});

/**
 * The run of a file of `--save`, of a number in the list, or with `last` the latest. Throws a `usage` error that
 * names it. A file goes before a number.
 */
export const readRun = (name: string, places: RunPlaces): Promise<SavedRun> => {
  if (existsSync(name)) return readSavedRun(name);
  if (name === 'last') return readKept(undefined, places);
  return /^\d{1,15}$/.test(name) ? readKept(Number(name), places) : readSavedRun(name);
};
