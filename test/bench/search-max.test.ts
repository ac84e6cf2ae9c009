import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchMax } from '../../src/bench/search-max.js';

describe('the search for the greatest load', () => {
  it('finds any whole limit from any start, to 5 % or to 1', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 600 }), async (limit, start) => {
      let probes = 0;
      const best = await searchMax({ start, isWhole: true, most: 100_000 }, async (value) => {
        probes += 1;
        expect(Number.isInteger(value)).toBe(true);
        return value <= limit;
      });
      expect(best).toBeLessThanOrEqual(limit);
      expect(limit - best!).toBeLessThan(Math.max(1, limit * 0.05));
      expect(probes).toBeLessThan(32);
    }));
  });

  it('finds any rate to 5 %', async () => {
    await fc.assert(fc.asyncProperty(fc.double({ min: 0.1, max: 5000, noNaN: true }), async (limit) => {
      const best = await searchMax({ start: 10, isWhole: false, most: 100_000 }, async (value) => value <= limit);
      expect(best).toBeLessThanOrEqual(limit);
      expect(best! / limit).toBeGreaterThan(0.94);
    }));
  });

  it('ends at the greatest load of all, without one that is borne, and when it is told to', async () => {
    expect(await searchMax({ start: 1, isWhole: true, most: 10 }, async () => true)).toBe(10);
    expect(await searchMax({ start: 8, isWhole: true, most: 10 }, async () => false)).toBeNull();
    expect(await searchMax({ start: 1, isWhole: true, most: 100 }, async (value) => (value < 8 ? true : undefined))).toBe(4);
  });
});
