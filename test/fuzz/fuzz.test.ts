import { describe, expect, it } from 'vitest';
import { testSeed } from '../helpers/seeded-random.js';
import { framings, readCorpus } from './corpus.js';
import { fuzzFraming } from './fuzz-framing.js';

describe(`50,000 mutated streams (UADA_TEST_SEED=${testSeed})`, () => {
  it.each(framings)('of %s end, or fail in words for a person, at once and without leaving anything in memory', async (framing) => {
    const result = fuzzFraming(framing, await readCorpus(framing, process.cwd()), { streams: 50_000, seed: testSeed });
    expect(result.problems).toEqual([]);
    expect(result.slowestMs).toBeLessThan(1000);
    expect(result.growthBytes).toBeLessThan(64 * 1024 * 1024);
    expect(result.ended).toBeGreaterThan(500);
    expect(result.failed).toBeGreaterThan(500);
  });
});
