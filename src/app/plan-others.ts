import { UadaError } from '../core/errors.js';
import type { Candidate, CompletePlan } from './complete-plan.js';

export type OthersInput = {
  readonly asked: Candidate;
  /** The names behind `--race` and `--fallback`. */
  readonly race: readonly string[] | undefined;
  readonly fallback: readonly string[] | undefined;
  readonly find: (name: string) => Promise<Candidate>;
  readonly warn: (line: string) => void;
};

/** One whose server must be asked for a model, and does not answer, cannot stand in for anybody. */
const tryToFind = async (name: string, { find, warn }: OthersInput): Promise<readonly Candidate[]> => {
  try {
    return [await find(name)];
  } catch (error) {
    if (!(error instanceof UadaError) || error.kind === 'usage' || error.kind === 'cancelled') throw error;
    warn(`${name} is left out: ${error.message}`);
    return [];
  }
};

const findAll = async (names: readonly string[], input: OthersInput): Promise<readonly Candidate[]> =>
  (await Promise.all(names.map((name) => tryToFind(name, input)))).flat();

/** The same model under two names is asked once. */
const without = (candidates: readonly Candidate[], known: readonly Candidate[]): readonly Candidate[] =>
  candidates.filter(({ cacheKey }, index) =>
    !known.some((one) => one.cacheKey === cacheKey) && candidates.findIndex((one) => one.cacheKey === cacheKey) === index);

/** The candidates beside the one that is asked. Throws a `usage` error for a name that is none and for a race of one. */
export const planOthers = async (input: OthersInput): Promise<Pick<CompletePlan, 'rivals' | 'fallbacks'>> => {
  const { asked, race = [], fallback = [] } = input;
  const [runners, substitutes] = await Promise.all([findAll(race, input), findAll(fallback, input)]);
  const rivals = without(runners, [asked]);
  if (race.length === 1 && rivals.length === 0) {
    throw new UadaError('usage', 'A race needs at least two models.', { hint: 'Name them all: --race a,b or -m a --race b.' });
  }
  return { rivals, fallbacks: without(substitutes, [asked, ...rivals]) };
};
