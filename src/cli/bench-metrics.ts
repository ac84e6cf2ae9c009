import type { Io } from '../app/io.js';
import type { LoadWatcher } from '../app/bench/load-watcher.js';
import { UadaError } from '../core/errors.js';

const toPort = (text: string): number => {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new UadaError('usage', `--metrics-port must be a whole number from 0 to 65535; it is "${text}".`);
};

/** Serves the metrics of `--metrics-port`, and says where; nothing without it. Throws a `usage` error where it cannot. */
export const openMetrics = async (given: unknown, io: Io): Promise<{ readonly watchers: readonly LoadWatcher[]; readonly close: () => Promise<void> }> => {
  if (typeof given !== 'string') return { watchers: [], close: () => Promise.resolve() };
  const port = toPort(given);
  const { serveLoadMetrics } = await import('../app/bench/load-metrics.js');
  const metrics = await serveLoadMetrics(port);
  io.warn(`Metrics for Prometheus: ${metrics.url}`);
  return { watchers: [metrics.watcher], close: () => metrics.close() };
};
