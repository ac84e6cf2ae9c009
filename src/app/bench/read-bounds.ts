import type { SloCondition } from '../../bench/condition.js';
import { readSlo } from '../../bench/condition.js';
import { readGate } from '../../bench/gate.js';
import { UadaError } from '../../core/errors.js';
import type { Baseline } from './compare-runs.js';
import type { RunPlaces } from './kept-runs.js';
import { readRun } from './kept-runs.js';

type Words = { readonly slo?: readonly string[] | undefined; readonly baseline?: string | undefined; readonly failIf?: readonly string[] | undefined };

/** The bounds of `--slo`; undefined where none was given. Throws a `usage` error. */
export const readSlos = ({ slo }: Words): readonly SloCondition[] | undefined => slo?.map((text) => readSlo(text));

/** The gates of `--fail-if`. Throws a `usage` error. */
export const readGates = ({ failIf }: Words): Baseline['gates'] => (failIf ?? []).map(readGate);

/** The run of `--baseline` with its gates. Throws a `usage` error when gates are there without it, or it is no run. */
export const readBaseline = async (words: Words, places: RunPlaces): Promise<Baseline | undefined> => {
  const gates = readGates(words);
  if (words.baseline !== undefined) return { outcome: (await readRun(words.baseline, places)).outcome, gates };
  if (gates.length === 0) return undefined;
  throw new UadaError('usage', '--fail-if needs --baseline.', { hint: 'Save a run with --save FILE and name it with --baseline FILE.' });
};
