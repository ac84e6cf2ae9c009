import type { Agents } from './agents.js';
import { watchConnection, type ConnectionWatch } from './connection-watch.js';
import type { Exchange } from './exchange.js';

export type StaleInput = { readonly url: URL; readonly exchange: Exchange; readonly agents: Agents; readonly settings: { readonly nowMs: () => number } };

/**
 * Makes one attempt, and one more on a new connection where a kept one turned out to be closed by the server: nothing
 * was answered on it, so nothing is asked twice. `staleCount` tells the attempt how many connections were replaced.
 */
export const replaceStale = async <Result>(
  { url, exchange, agents, settings }: StaleInput, attempt: (watch: ConnectionWatch, staleCount: number) => Promise<Result>,
): Promise<Result> => {
  const watch = (): ConnectionWatch => watchConnection(agents.agentFor(url), exchange.deadlines, settings.nowMs);
  const first = watch();
  try {
    return await attempt(first, 0);
  } catch (error) {
    if (exchange.failure() !== undefined || !first.isStale()) throw error;
  }
  agents.dropIdle(url);
  return attempt(watch(), 1);
};
