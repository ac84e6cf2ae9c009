import type { StreamEvent } from '../core/events.js';
import type { Transport } from '../core/http.js';
import type { Provider } from '../core/provider.js';
import type { ChatRequest } from '../core/request.js';
import type { CompleteInput } from './complete.js';
import type { Candidate, CompletePlan } from './complete-plan.js';
import type { Connection } from './connect.js';
import { connect } from './connect.js';
import { layersFor } from './layers-for.js';
import type { Limits } from './limits.js';

/** All who race are paid for; of those who stand in for each other only one is. */
const maxCostOf = (candidate: Candidate, { fallbacks, rivals }: CompletePlan, maxCostUsd: number | undefined): number | undefined =>
  maxCostUsd === undefined || fallbacks.includes(candidate) ? maxCostUsd : maxCostUsd / (1 + rivals.length);

/** The connection that the run or the pool keeps; undefined where there is none of both. */
const keptConnection = ({ shared, pool, io }: CompleteInput, candidate: Candidate): Promise<Connection> | undefined =>
  shared?.connectTo(candidate) ?? pool?.connectTo(candidate, io);

const watched = (transport: Transport, candidate: Candidate, { onRequest, onConnect }: CompleteInput): Transport => (request, signal) => {
  onRequest?.(candidate);
  return transport(onConnect === undefined ? request : { ...request, onConnect: () => onConnect(candidate) }, signal);
};

/** The provider behind a connection of its own, or behind one that is kept. */
const reach = async (candidate: Candidate, input: CompleteInput, keep: (connection: Connection) => void): Promise<Provider> => {
  const kept = await keptConnection(input, candidate);
  const connection = kept ?? await connect({ ...input, target: candidate.target });
  if (kept === undefined) keep(connection);
  const provide = input.shared?.isHeldToEnd === true ? connection.provideWhole : connection.provide;
  return provide(watched(connection.parts.transport, candidate, input));
};

/** Connects to a candidate and asks it, behind all layers. */
export async function* askCandidate(
  candidate: Candidate, input: CompleteInput & { readonly limits: Limits }, keep: (connection: Connection) => void, request: ChatRequest, signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const { plan, settings, io, notify, limits, shared } = input;
  const layer = layersFor(candidate, {
    io, notify, limits,
    settings: { ...settings, maxCostUsd: maxCostOf(candidate, plan, settings.maxCostUsd) },
    hasSubstitute: plan.fallbacks.length > 0 && plan.fallbacks.at(-1) !== candidate,
    isHeldToEnd: shared?.isHeldToEnd,
  });
  yield* layer(await reach(candidate, input, keep)).stream(request, signal);
}
