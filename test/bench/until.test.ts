import { describe, expect, it } from 'vitest';
import { statisticsOf } from '../../src/bench/statistics.js';
import { summarise } from '../../src/bench/summary.js';
import { readUntil, untilReach, watchUntil } from '../../src/bench/until.js';
import { createRandom, testSeed } from '../helpers/seeded-random.js';
import { sampleRow } from './sample-row.js';

describe('--until', () => {
  it.each([
    ['ci=5%', 'ttft', 'p50', 0.05], ['p99:5%', 'ttft', 'p99', 0.05], ['e2e.p95=2.5%', 'e2e', 'p95', 0.025], [' ttft_sched.p90 : 10 % ', 'ttft_sched', 'p90', 0.1],
  ])('reads %s', (text, metric, percentile, share) => expect(readUntil(text)).toEqual({ text: text.trim(), metric, percentile, share }));

  it.each(['', '5%', 'ci=5', 'ci=0%', 'ci=100%', 'p42:5%', 'speed.p50:5%', 'ttft:5%'])('refuses %j', (text) => expect(() => readUntil(text)).toThrow('--until'));

  const timed = (index: number, ttftMs: number, target = 'a/b') => sampleRow(index, { target, firstTokenMs: index * 100 + ttftMs });

  it('ends when the interval is narrow, not before 40 answers, and when all targets are so far', () => {
    const watch = watchUntil(readUntil('ci=5%'), ['a/b', 'c/d']);
    let count = 0;
    for (; !watch.isReached() && count < 1000; count += 1) {
      watch.take(timed(count, 100 + count % 3));
      if (count >= 60) watch.take(timed(count, 100 + count % 3, 'c/d'));
    }
    // Values within 2 % of each other: each target is exact at its first look, the second one 60 requests later.
    expect(count).toBe(100);
  });

  it('goes on while the answers differ, and leaves out what is no measurement', () => {
    const random = createRandom(testSeed);
    const watch = watchUntil(readUntil('ci=1%'), ['a/b']);
    for (let index = 0; index < 300; index += 1) {
      watch.take(timed(index, 50 + random(200)));
      watch.take({ ...timed(index, 100), isWarmup: true });
      watch.take({ ...timed(index, 100), errorClass: 'server' });
    }
    expect(watch.isReached()).toBe(false);
  });

  it('tells how narrow the interval became', () => {
    const rows = Array.from({ length: 100 }, (_, index) => timed(index, 100 + index));
    const { metrics } = summarise('a/b', rows);
    const { percentiles: { p50 }, ci95 } = statisticsOf(rows.map((_, index) => 100 + index));
    expect(untilReach(readUntil('ci=5%'), metrics)).toBeCloseTo(Math.max(p50! - ci95.p50![0], ci95.p50![1] - p50!) / p50!, 10);
    expect(untilReach(readUntil('p999:5%'), metrics)).toBeNull();
  });
});
