import type { Until } from './until.js';

/** How the gaps between arrivals are distributed; a gamma of shape 1 is Poisson, a smaller one comes in bursts. */
export type Arrival =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'constant' }
  | { readonly kind: 'gamma'; readonly shape: number }
  /** The recorded moments of a trace, from 0. */
  | { readonly kind: 'trace'; readonly timesMs: readonly number[] };

/** Closed: a new request when an older one ends. Open: requests arrive when they are due, whatever the server does. */
export type LoadModel =
  | { readonly kind: 'closed'; readonly concurrency: number }
  | { readonly kind: 'open'; readonly ratePerSecond: number; readonly arrival: Arrival; readonly maxInflight: number };

/** What is to be run against each target. Ends at whichever of count and duration comes first. */
export type BenchPlan = {
  readonly load: LoadModel;
  /** Measured requests for each target; undefined for no limit. */
  readonly requestCount: number | undefined;
  /** No request is due after this; undefined for no limit. */
  readonly durationMs: number | undefined;
  /** Requests to each target before the measurement, left out of every figure. */
  readonly warmupCount: number;
  /**
   * Before the measurement, concurrency or rate grows evenly from nothing for so long; its requests are left out of
   * every figure as the warm-up is. The count and the duration begin behind it.
   */
  readonly rampMs?: number | undefined;
  readonly seed: number;
  /** The response cache answers in place of the models. */
  readonly isCached?: boolean | undefined;
  /** Ends a load before its count and duration, once it is measured so exactly. */
  readonly until?: Until | undefined;
};
