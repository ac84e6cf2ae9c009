import type { ClientHealth } from './client-health.js';
import type { LoadModel } from './plan.js';
import { solidSamples } from './percentile.js';
import type { TargetSummary } from './summary.js';

export type Verdict = 'valid' | 'client-limited' | 'rate-missed' | 'cache-affected' | 'too-few-samples';

export type Judgement = { readonly verdict: Verdict; /** Why, for a person; '' when valid. */ readonly reason: string };

/** What to do about a doubt, for a person. */
export const verdictAdvice: Readonly<Record<Exclude<Verdict, 'valid'>, string>> = {
  'client-limited': 'Measure again while this computer does little else, ask for less load, or take more --workers or machines (bench merge).',
  'rate-missed': 'Raise --max-inflight, or ask for a lower rate: the model does not keep up with this one.',
  'cache-affected': 'Leave out --prompts: those that uada makes up are all different, so that no cache has them.',
  'too-few-samples': 'Measure more requests with -n, or for longer with -d.',
};

/**
 * A delay of this client matters beside what it measures: below 10 ms, or 5 % of the median time to first token, it
 * does not. A load generator that shares its core with a busy loop gets half of the time that it asks for, whatever
 * that is; one that has it for itself waits for a fifth of it at most. What it hardly asks for does not matter.
 */
const limits = { delayMs: 10, delayShare: 0.05, contendedShare: 1 / 3, starvedShare: 0.02, rateShortfall: 0.005, cachedShare: 0.01 };

const shortestWatchMs = 1000;

/** Below this a median rests on fewer than ten values on either side. */
const fewestSamples = solidSamples(0.5);

/** The worst lag that the sample supports: p99 from 100 requests, else p90 or the median. */
const lagOf = ({ lag: { percentiles } }: TargetSummary): number => percentiles.p99 ?? percentiles.p90 ?? percentiles.p50 ?? 0;

/** The share of the processor that others took, where that is too much; null where it is not, or the system does not tell. */
const contention = ({ starvedShare, contendedShare }: ClientHealth): number | null =>
  starvedShare !== null && starvedShare > limits.starvedShare && contendedShare !== null && contendedShare > limits.contendedShare ? contendedShare : null;

const clientLimit = (summary: TargetSummary, health: ClientHealth): string | undefined => {
  const lagMs = lagOf(summary);
  const toleratedMs = Math.max(limits.delayMs, limits.delayShare * (summary.metrics.ttft.percentiles.p50 ?? 0));
  const { watchedMs, loopDelayP99Ms } = health;
  if (lagMs > toleratedMs) return `requests left up to ${lagMs.toFixed(1)} ms late (p99), because this computer was busy`;
  // Of a moment, a p99 is one value. The share of the processor tells nothing: the pacer polls the clock.
  if (watchedMs < shortestWatchMs) return undefined;
  const contended = contention(health);
  if (contended !== null) return `other programs had the processor for ${Math.round(contended * 100)} % of the time in which uada wanted it`;
  if (loopDelayP99Ms !== null && loopDelayP99Ms > toleratedMs) return `the event loop of uada was ${loopDelayP99Ms.toFixed(1)} ms late (p99)`;
  return undefined;
};

const rateMiss = ({ askedRate, achievedRate, queued }: TargetSummary, load: LoadModel): string | undefined => {
  if (load.kind === 'closed' || askedRate === null || achievedRate === null) return undefined;
  // Nothing waited for the cap: the difference is a timer at the edges of a short run.
  if ((queued.max ?? 0) === 0) return undefined;
  if (achievedRate >= askedRate * (1 - limits.rateShortfall)) return undefined;
  return `${achievedRate.toFixed(2)} requests/s were sent instead of ${askedRate.toFixed(2)}, because ${load.maxInflight} were in flight (--max-inflight)`;
};

const cacheEffect = ({ tokens: { input, cachedInput } }: TargetSummary): string | undefined => {
  const share = input === null || cachedInput === null || input === 0 ? 0 : cachedInput / input;
  return share > limits.cachedShare ? `${(share * 100).toFixed(1)} % of the prompt tokens came out of the provider's cache` : undefined;
};

/** Whether a measurement may be believed, the gravest doubt first. */
export const judge = (summary: TargetSummary, load: LoadModel, health: ClientHealth): Judgement => {
  const limited = clientLimit(summary, health);
  if (limited !== undefined) return { verdict: 'client-limited', reason: limited };
  const missed = rateMiss(summary, load);
  if (missed !== undefined) return { verdict: 'rate-missed', reason: missed };
  const cached = cacheEffect(summary);
  if (cached !== undefined) return { verdict: 'cache-affected', reason: cached };
  if (summary.ok < fewestSamples) return { verdict: 'too-few-samples', reason: `${summary.ok} good answers are too few for a median; ${fewestSamples} are needed` };
  return { verdict: 'valid', reason: '' };
};
