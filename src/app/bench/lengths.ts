import { readFileSync } from 'node:fs';
import { UadaError } from '../../core/errors.js';
import type { Distribution } from '../../simulator/distribution.js';
import { readDistribution } from '../../simulator/read-distribution.js';
import { createReadingContext } from '../../simulator/reading-context.js';

const tokenRange = { from: 1, to: 10_000_000 };
const mostWeight = 1000;

/** `256:50,1024:50`: lengths and how often each comes. */
const readMix = (flag: string, text: string): Distribution => {
  const values = text.split(',').flatMap((item) => {
    const [, length = '', weight = ''] = /^\s*(\d{1,8})\s*:\s*(\d{1,4})\s*$/.exec(item) ?? [];
    if (Number(length) >= 1 && Number(weight) >= 1 && Number(weight) <= mostWeight) return new Array<number>(Number(weight)).fill(Number(length));
    throw new UadaError('usage', `${flag} "${text}" is no mix of lengths.`, { hint: 'Write lengths and weights like 256:50,1024:50.' });
  });
  return { kind: 'empirical', values };
};

/**
 * A length in tokens, or how lengths are spread: `512`, `normal(512,64)`, `lognormal(512,0.4)`, `uniform(100,900)`,
 * `empirical:FILE` or `256:50,1024:50`. Throws a `usage` error.
 */
export const readLengths = (flag: string, text: string): Distribution =>
  /^\s*\d+\s*:/.test(text) ? readMix(flag, text) : readDistribution(text, tokenRange, createReadingContext(flag, (path) => readFileSync(path)));

/** The mean of a distribution, for estimates. */
export const meanLength = (distribution: Distribution): number => {
  switch (distribution.kind) {
    case 'constant': return distribution.value;
    case 'lognormal': return distribution.median * Math.exp(distribution.sigma ** 2 / 2);
    case 'normal': return distribution.mean;
    case 'uniform': return (distribution.from + distribution.to) / 2;
    case 'empirical': return distribution.values.reduce((sum, value) => sum + value, 0) / Math.max(1, distribution.values.length);
  }
};
