import { CancelledError, UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { Contender, Contenders } from './contender.js';
import { named, requestFor } from './contender.js';
import type { HeldStream } from './held-stream.js';
import { holdBack } from './held-stream.js';
import { toJointError } from './joint-error.js';
import type { RaceNotice } from './notice.js';
import { toShortReason } from './short-reason.js';

/** How far a runner came: to its first word, to an end without one, or to a failure. */
type Outcome =
  | { readonly type: 'visible' | 'empty'; readonly runner: Runner; readonly first: StreamEvent | undefined }
  | { readonly type: 'failed'; readonly runner: Runner; readonly error: unknown };

type Runner = {
  readonly contender: Contender;
  /** Which model it asks. */
  readonly model: string;
  readonly held: HeldStream;
  readonly controller: AbortController;
  /** Never rejects. */
  readonly outcome: Promise<Outcome>;
};

const start = (contender: Contender, request: ChatRequest, signal: AbortSignal): Runner => {
  const controller = new AbortController();
  const own = requestFor(contender, request);
  const held = holdBack(contender.provider.stream(own, AbortSignal.any([signal, controller.signal])));
  const begin = async (): Promise<Outcome> => {
    try {
      const { value } = await held.events.next();
      return { type: held.isVisible ? 'visible' : 'empty', runner, first: value ?? undefined };
    } catch (error) {
      return { type: 'failed', runner, error };
    }
  };
  const runner: Runner = { contender, model: own.model, held, controller, outcome: begin() };
  return runner;
};

type Notify = (notice: RaceNotice) => void;

const toNotice = (error: UadaError, { contender: { provider: { id } }, model }: Runner): RaceNotice =>
  ({ type: 'race', provider: id, model, reason: toShortReason(error, id), error });

/** Nobody had a word to say: what the first listed one brought counts, an empty answer or an error. */
const withoutWinner = (outcomes: readonly Outcome[]): Outcome => {
  const errors = outcomes.flatMap((outcome) => (outcome.type === 'failed' ? [outcome] : []));
  const [first] = outcomes;
  if (first !== undefined && first.type !== 'failed') return first;
  const failures = errors.map(({ runner: { contender: { provider } }, error }) => {
    if (!(error instanceof UadaError)) throw error;
    return { provider: provider.id, error };
  });
  throw toJointError(failures);
};

const findWinner = async (runners: readonly Runner[], signal: AbortSignal, notify: Notify): Promise<Outcome> => {
  const running = new Set(runners);
  while (running.size > 0) {
    const outcome = await Promise.race([...running].map((runner) => runner.outcome));
    if (outcome.type === 'visible') return outcome;
    signal.throwIfAborted();
    running.delete(outcome.runner);
    const isTold = outcome.type === 'failed' && outcome.error instanceof UadaError && running.size > 0;
    if (isTold) notify(toNotice(outcome.error, outcome.runner));
  }
  return withoutWinner(await Promise.all(runners.map((runner) => runner.outcome)));
};

/** Resolves when nothing of the runner is left: its connection is closed, its place in a queue free. */
const stop = async ({ controller, outcome, held }: Runner): Promise<void> => {
  controller.abort(new CancelledError('Another provider answered first.'));
  await outcome;
  await held.events.return().catch(() => undefined);
};

async function* follow(first: StreamEvent | undefined, { contender, held }: Runner): AsyncGenerator<StreamEvent> {
  contender.onAnswer?.();
  if (first !== undefined) yield named(first, contender.provider.id);
  for await (const event of held.events) yield named(event, contender.provider.id);
}

async function* stream(contenders: Contenders, notify: Notify, request: ChatRequest, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const runners = contenders.map((contender) => start(contender, request, signal));
  try {
    const outcome = await findWinner(runners, signal, notify);
    if (outcome.type === 'failed') throw outcome.error;
    runners.filter((runner) => runner !== outcome.runner).forEach((loser) => void stop(loser));
    yield* follow(outcome.first, outcome.runner);
  } finally {
    await Promise.all(runners.map(stop));
  }
}

/**
 * A provider that asks several at once: the first text or reasoning wins, the losers are aborted at once, and the
 * stream ends only when they are gone. A provider that fails is out of the race; when all are, the error is that of
 * the first with the others' words behind it. The `start` says who answers.
 */
export const createRace = (contenders: Contenders, notify: Notify = () => undefined): Provider => ({
  id: contenders[0].provider.id,
  stream: (request, signal) => stream(contenders, notify, request, signal),
});
