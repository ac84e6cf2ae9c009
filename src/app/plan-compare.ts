import { UadaError } from '../core/errors.js';
import type { Message } from '../core/request.js';
import { candidateName } from './candidate-name.js';
import type { CompletePlan } from './complete-plan.js';
import type { PlanInput } from './plan-complete.js';
import { planComplete } from './plan-complete.js';

/** One of the models that are compared: what is sent to it, or why nothing can be. */
export type Entrant = { readonly name: string } & ({ readonly plan: CompletePlan } | { readonly error: UadaError });

const isForAll = (error: UadaError): boolean => error.kind === 'usage' || error.kind === 'cancelled';

/** A server that is asked for its models and does not answer is out; the others are compared all the same. */
const planOne = async (name: string, input: PlanInput, message: Message): Promise<Entrant> => {
  try {
    const plan = await planComplete({ ...input, settings: { ...input.settings, model: name } }, message);
    return { name: candidateName(plan), plan };
  } catch (error) {
    if (!(error instanceof UadaError) || isForAll(error)) throw error;
    return { name, error };
  }
};

/** The same model under two names is asked once. */
const distinct = (entrants: readonly Entrant[]): readonly Entrant[] =>
  entrants.filter(({ name }, index) => entrants.findIndex((other) => other.name === name) === index);

/**
 * What is sent to each of the models: the same prompt with the same parameters. A provider that is named on the
 * command line is that of all of them; only then an address there counts, so that no key goes to a strange server.
 * Throws a `usage` error for a name that is none and for fewer than two models.
 */
export const planCompare = async (names: readonly string[], input: PlanInput, message: Message): Promise<readonly Entrant[]> => {
  const { provider, baseUrl } = input.settings;
  const own = input.isProviderNewer === true ? { provider, baseUrl } : { provider: undefined, baseUrl: undefined };
  const settings = { ...input.settings, ...own, race: undefined, fallback: undefined };
  const entrants = distinct(await Promise.all(names.map((name) => planOne(name, { ...input, settings, isModelNamed: true, isProviderNewer: false }, message))));
  if (entrants.length < 2) {
    throw new UadaError('usage', 'A comparison needs at least two models.', { hint: 'Name them all: -m openai/gpt-5-mini,anthropic/claude-sonnet-5-5.' });
  }
  return entrants;
};
