import type { Verdict } from '../../bench/verdict.js';
import type { BenchPlan, LoadModel } from '../../bench/plan.js';
import { formatMs, formatRate } from './format.js';

const arrivalWords = { poisson: 'at random times (Poisson)', constant: 'at even distances', gamma: 'at random times (gamma)', trace: 'at the moments of a trace' } as const;

const toLoadWords = (load: LoadModel): string => (load.kind === 'closed'
  ? `A closed loop that keeps ${load.concurrency} request${load.concurrency === 1 ? '' : 's'} in flight to each model: a slow server is asked less.`
  : `An open loop: ${formatRate(load.ratePerSecond)} arrive at each model ${arrivalWords[load.arrival.kind]}, whatever the server does. Latency by schedule counts from the moment a request was due; at most ${load.maxInflight} are in flight.`);

/** The plan of a run in sentences for a person. */
export const toPlanWords = ({ load, requestCount, durationMs, warmupCount, rampMs, seed }: BenchPlan, isSeries: boolean): string => {
  const end = [
    ...(requestCount === undefined ? [] : [`${requestCount} requests to each model`]),
    ...(durationMs === undefined ? [] : [`requests for ${formatMs(durationMs)}`]),
  ].join(', at most ');
  return [
    isSeries ? `One run a load, each ${load.kind === 'closed' ? 'keeping so many requests in flight' : 'with so many arrivals a second'}.` : toLoadWords(load),
    `${end === '' ? 'Requests until it was ended' : end}${isSeries ? ' and load' : ''}, after ${warmupCount} to warm up${rampMs === undefined ? '' : ` and a ramp of ${formatMs(rampMs)}`}; seed ${seed}.`,
  ].join(' ');
};

/** What a verdict means for who reads the figures. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  valid: 'The figures may be believed: requests left on time, and nothing held them back.',
  'client-limited': 'The computer that measured was too busy; the latencies are partly its own.',
  'rate-missed': 'The rate that was asked for was not reached; the latencies belong to a smaller load.',
  'cache-affected': 'The provider answered part of the prompts out of its cache; other prompts would be slower.',
  'too-few-samples': 'Too few answers to tell a median.',
};
