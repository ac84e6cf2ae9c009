import { describe, expect, it } from 'vitest';
import { withBenchSettings } from '../../../src/app/bench/settings.js';
import { resolveSettings } from '../../../src/config/settings.js';

const settingsOf = (environment: Record<string, string>) =>
  resolveSettings({ environment, file: { path: null, settings: {}, settingKeys: {}, providers: new Map(), aliases: new Map(), templates: new Map() }, flags: {} }).values;

const merged = (options: Record<string, unknown>, environment: Record<string, string>) => withBenchSettings(options, settingsOf(environment));

describe('settings of bench', () => {
  it('stand where no flag does', () => {
    expect(merged({ requests: '7' }, { UADA_BENCH_REQUESTS: '50', UADA_BENCH_WORKERS: '2', UADA_BENCH_SLO: 'ttft.p50<1s,errors<1%', UADA_BENCH_CACHED: '0' }))
      .toEqual({ requests: '7', workers: '2', slo: ['ttft.p50<1s', 'errors<1%'], cached: false });
  });

  it.each([
    ['a rate for a concurrency', { rate: '5/s' }, { UADA_BENCH_CONCURRENCY: '8' }, { rate: '5/s' }],
    ['a sweep for a rate', { sweep: '1..4' }, { UADA_BENCH_RATE: '5/s' }, { sweep: '1..4' }],
    ['a duration for a count', { duration: '5s' }, { UADA_BENCH_REQUESTS: '8' }, { duration: '5s' }],
    ['a trace for all that it brings', { replay: 'x' }, { UADA_BENCH_RATE: '5/s', UADA_BENCH_ARRIVAL: 'constant', UADA_BENCH_INPUT_TOKENS: '5', UADA_BENCH_SPEED: '2x' }, { replay: 'x', speed: '2x' }],
    ['the cache for threads', { cached: true }, { UADA_BENCH_WORKERS: '4' }, { cached: true }],
    ['a concurrency for the arrivals of a rate', { concurrency: '4' }, { UADA_BENCH_RATE: '5/s', UADA_BENCH_ARRIVAL: 'constant', UADA_BENCH_MAX_INFLIGHT: '3' }, { concurrency: '4' }],
    ['nothing for a gate without a baseline', {}, { UADA_BENCH_FAIL_IF: 'ttft.p50>+10%' }, {}],
  ])('give way: %s', (_what, options, environment, expected) => expect(merged(options, environment)).toEqual(expected));

  it('keep a flag that has no meaning, so that it is refused', () => {
    expect(merged({ arrival: 'constant' }, {})).toEqual({ arrival: 'constant' });
  });
});
