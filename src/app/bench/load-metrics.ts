import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { BenchRow } from '../../bench/row.js';
import { metricsOf } from '../../bench/metrics.js';
import { UadaError } from '../../core/errors.js';
import type { LoadWatcher } from './load-watcher.js';

/** The figures of a run for Prometheus, while it goes on. */
export type LoadMetrics = {
  readonly watcher: LoadWatcher;
  /** Where they are read. */
  readonly url: string;
  close(): Promise<void>;
};

const latencySeconds = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30, 60, 120];
const lagSeconds = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1];

const latencies = {
  ttft: 'Time to the first token of successful requests, from when they were sent.',
  ttft_sched: 'Time to the first token of successful requests, from when they were due.',
  e2e: 'Time to the last token of successful requests, from when they were sent.',
  e2e_sched: 'Time to the last token of successful requests, from when they were due.',
} as const;

const createLatencies = (registers: [Registry]): ((row: BenchRow) => void) => {
  const histograms = (Object.keys(latencies) as (keyof typeof latencies)[]).map((metric) => ({
    metric, histogram: new Histogram({ registers, labelNames: ['target'], name: `uada_bench_${metric}_seconds`, help: latencies[metric], buckets: latencySeconds }),
  }));
  return (row) => {
    const figures = metricsOf(row);
    for (const { metric, histogram } of histograms) {
      const ms = figures[metric];
      if (ms !== null) histogram.observe({ target: row.target }, ms / 1000);
    }
  };
};

const createWatcher = (registry: Registry): LoadWatcher => {
  const registers: [Registry] = [registry];
  const requests = new Counter({ registers, labelNames: ['target', 'outcome'], name: 'uada_bench_requests_total', help: 'Measured requests that ended, by what came of them: ok or the class of the error.' });
  const observe = createLatencies(registers);
  const common = { registers, labelNames: ['target'] as const };
  const lag = new Histogram({ ...common, name: 'uada_bench_schedule_lag_seconds', help: 'How much later than they could be sent requests were sent.', buckets: lagSeconds });
  const tokens = new Counter({ registers, labelNames: ['target', 'direction'], name: 'uada_bench_tokens_total', help: 'Tokens that the provider reported, of the prompts (input) and the answers (output).' });
  const cost = new Counter({ ...common, name: 'uada_bench_cost_usd_total', help: 'What the requests cost in US dollars as far as it is known, warm-up included.' });
  const inFlight = new Gauge({ ...common, name: 'uada_bench_requests_in_flight', help: 'Requests in flight, warm-up included.' });
  const note = (row: BenchRow): void => {
    const { target, errorClass, startMs, readyMs, usage: { inputTokens, outputTokens } } = row;
    requests.inc({ target, outcome: errorClass ?? 'ok' });
    lag.observe({ target }, Math.max(0, startMs - readyMs) / 1000);
    tokens.inc({ target, direction: 'input' }, inputTokens ?? 0);
    tokens.inc({ target, direction: 'output' }, outputTokens ?? 0);
    if (errorClass === null) observe(row);
  };
  return {
    onLoad: () => undefined,
    onStart: (target) => inFlight.inc({ target }),
    onRow: (row, costUsd) => {
      inFlight.dec({ target: row.target });
      cost.inc({ target: row.target }, costUsd ?? 0);
      if (!row.isWarmup) note(row);
    },
  };
};

const listen = (server: Server, port: number): Promise<void> => new Promise((resolve, reject) => {
  server.once('error', (error: NodeJS.ErrnoException) => reject(new UadaError('usage', `The port ${port} cannot be used for --metrics-port (${error.code ?? error.message}).`, {
    cause: error, hint: 'Choose another, or 0 for a free one.',
  })));
  server.listen(port, '127.0.0.1', resolve);
});

/** Serves the metrics of a run on this machine alone. A port of 0 takes a free one. Throws a `usage` error where the port is taken. */
export const serveLoadMetrics = async (port: number): Promise<LoadMetrics> => {
  const registry = new Registry();
  const watcher = createWatcher(registry);
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    void registry.metrics().then((text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text), () => response.writeHead(500).end());
  });
  await listen(server, port);
  return {
    watcher, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
};
