import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/simulator/distribution.js';
import { draw } from '../../src/simulator/distribution.js';
import { createRandom } from '../../src/simulator/random.js';

const count = 10_000;

/** Abramowitz and Stegun 7.1.26; its error of 1.5e-7 is far below what 10,000 draws can tell. */
const errorFunction = (value: number): number => {
  const term = 1 / (1 + 0.3275911 * Math.abs(value));
  const sum = ((((1.061405429 * term - 1.453152027) * term + 1.421413741) * term - 0.284496736) * term + 0.254829592) * term;
  return Math.sign(value) * (1 - sum * Math.exp(-value * value));
};
const normalCdf = (value: number): number => (1 + errorFunction(value / Math.SQRT2)) / 2;

/** The Kolmogorov-Smirnov distance between a sample and a CDF, from both sides of every step. */
const distance = (sample: readonly number[], cdf: (value: number) => number, below: (value: number) => number = cdf): number => {
  const sorted = [...sample].sort((left, right) => left - right);
  return Math.max(...sorted.map((value, index) => Math.max(
    sorted[index + 1] === value ? 0 : (index + 1) / count - cdf(value),
    sorted[index - 1] === value ? 0 : below(value) - index / count,
  )));
};

/** The distance that one sample in twenty exceeds by chance alone (Kolmogorov's limit law). */
const limit = 1.3581 / Math.sqrt(count);

const sampleOf = (distribution: Distribution, seed: number): readonly number[] => {
  const random = createRandom(seed, 'test');
  return Array.from({ length: count }, () => draw(distribution, random));
};

const measured = [5, 7, 7, 30, 100];
const step = (isIn: (value: number, bound: number) => boolean) => (bound: number): number =>
  measured.filter((value) => isIn(value, bound)).length / measured.length;

describe('10,000 draws pass the Kolmogorov-Smirnov test at p > 0.05', () => {
  it.each([1, 2, 3])('for uniform(100,300), seed %i', (seed) => {
    const cdf = (value: number): number => (value - 100) / 200;
    expect(distance(sampleOf({ kind: 'uniform', from: 100, to: 300 }, seed), cdf)).toBeLessThan(limit);
  });

  it.each([1, 2, 3])('for normal(200,20), seed %i', (seed) => {
    const cdf = (value: number): number => normalCdf((value - 200) / 20);
    expect(distance(sampleOf({ kind: 'normal', mean: 200, deviation: 20 }, seed), cdf)).toBeLessThan(limit);
  });

  it.each([1, 2, 3])('for lognormal(200,0.4), whose first number is the median, seed %i', (seed) => {
    const cdf = (value: number): number => normalCdf(Math.log(value / 200) / 0.4);
    expect(distance(sampleOf({ kind: 'lognormal', median: 200, sigma: 0.4 }, seed), cdf)).toBeLessThan(limit);
  });

  it.each([1, 2, 3])('for measured values, seed %i', (seed) => {
    const sample = sampleOf({ kind: 'empirical', values: measured }, seed);
    expect(distance(sample, step((value, bound) => value <= bound), step((value, bound) => value < bound))).toBeLessThan(limit);
    expect(new Set(sample)).toEqual(new Set(measured));
  });

  it('and a sample of another distribution fails it', () => {
    const cdf = (value: number): number => normalCdf((value - 201) / 20);
    expect(distance(sampleOf({ kind: 'normal', mean: 200, deviation: 20 }, 1), cdf)).toBeGreaterThan(limit);
  });
});

describe('a draw', () => {
  it('is never below 0', () => {
    expect(Math.min(...sampleOf({ kind: 'normal', mean: 1, deviation: 5 }, 1))).toBe(0);
  });

  it('is the constant itself', () => {
    expect(draw({ kind: 'constant', value: 20.5 }, createRandom(1))).toBe(20.5);
  });

  it('is the same for the same seeds and differs with any of them', () => {
    const first = (...seeds: readonly (string | number)[]): number => createRandom(...seeds)();
    expect(first(1, 'a')).toBe(first(1, 'a'));
    expect(new Set([first(1, 'a'), first(2, 'a'), first(1, 'b'), first(1), first('1', 'a'), first(1, 'a', '')]).size).toBe(6);
  });

  it('keeps to one sequence in every version', () => {
    const random = createRandom(1, 'golden');
    expect([random(), random(), random()].map((value) => value.toFixed(9))).toMatchInlineSnapshot(`
      [
        "0.996694920",
        "0.625411051",
        "0.899089502",
      ]
    `);
  });
});
