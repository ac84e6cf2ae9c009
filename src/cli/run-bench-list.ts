import type { Io } from '../app/io.js';
import type { KeptRun } from '../app/bench/kept-runs.js';
import { listRuns, removeRuns } from '../app/bench/kept-runs.js';
import { formatKnownMs } from '../app/bench/format.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter, toAge, toIso } from './store-output.js';

type Options = Readonly<Record<string, unknown>>;

const toWhole = (text: string, name: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UadaError('usage', `${name} must be a whole number; it is "${text}".`);
};

const asObject = (value: unknown): Options => (typeof value === 'object' && value !== null ? value as Options : {});
const asText = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '?');
const asNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const toLoad = ({ plan, series }: Options): string => {
  if (typeof series === 'string') return series;
  const { load, concurrency, rate } = asObject(plan);
  return load === 'closed' ? `-c ${asText(concurrency)}` : `${Number((asNumber(rate) ?? 0).toPrecision(3))}/s`;
};

const toLines = ({ id, createdMs, facts }: KeptRun, now: number): string => {
  const targets = Array.isArray(facts['targets']) ? (facts['targets'] as readonly unknown[]).map(asObject) : [];
  const words = targets.map(({ target, ok, failed, ttft_p50_ms: p50, ttft_p95_ms: p95, verdict }) => [
    asText(target), toLoad(facts), `ok ${asText(ok)}${failed === 0 ? '' : ` failed ${asText(failed)}`}`,
    `TTFT p50 ${formatKnownMs(asNumber(p50))} p95 ${formatKnownMs(asNumber(p95))}`, asText(verdict), ...(facts['simulated'] === true ? ['simulated'] : []),
  ].join('  '));
  return words.map((line, index) => `${index === 0 ? `${String(id).padStart(6)}  ${toAge(createdMs, now)}` : ' '.repeat(19)}  ${line}\n`).join('');
};

const placesOf = async (io: Io) => ({ dataDir: (await readSettings({}, io)).paths.dataDir, io });

/** `bench list`. */
export const listBenchRuns = async (options: Options, io: Io): Promise<void> => {
  const out = storeWriter(io);
  const runs = await listRuns(toWhole(asText(options['limit']), '--limit'), await placesOf(io));
  if (runs.length === 0) io.warn('No load test has been listed yet.');
  for (const run of runs) {
    await out.write(options['json'] === true ? toJsonLine({ id: run.id, created_at: toIso(run.createdMs), ...run.facts }) : toLines(run, io.now()));
  }
};

/** `bench rm`. */
export const removeBenchRuns = async (ids: readonly string[], io: Io): Promise<void> => {
  const count = await removeRuns(ids.map((id) => toWhole(id, 'The number of a run')), await placesOf(io));
  if (count === 0) throw new UadaError('usage', `There is no run ${ids.join(', ')} in the list.`, { hint: '`uada bench list` shows the numbers.' });
  io.warn(`Removed ${count} ${count === 1 ? 'run' : 'runs'}.`);
};
