import { createHash } from 'node:crypto';
import type { Distribution } from './distribution.js';
import type { SimulatorOptions } from './option-table.js';

const hash = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const toText = (distribution: Distribution): string => {
  switch (distribution.kind) {
    case 'constant': return String(distribution.value);
    case 'lognormal': return `lognormal(${distribution.median},${distribution.sigma})`;
    case 'normal': return `normal(${distribution.mean},${distribution.deviation})`;
    case 'uniform': return `uniform(${distribution.from},${distribution.to})`;
    case 'empirical': return `empirical:${hash(distribution.values.join('\n'))}`;
  }
};

/**
 * One text for all ways to write the same options, for the cache key: files stand in it by the hash of their
 * content, and what is left at its default is spelt out.
 */
export const canonicalOptions = (options: SimulatorOptions): string => [
  `ttft=${toText(options.ttftMs)}`,
  `itl=${toText(options.itlMs)}`,
  `tokens=${options.tokens === undefined ? 'own' : toText(options.tokens)}`,
  `chunk=${options.chunkTokens}`,
  `reasoning=${options.reasoningTokens}`,
  `role=${options.hasRoleEvent ? 1 : 0}`,
  `tail=${options.tailMs}`,
  `slots=${options.slots ?? 'unlimited'}`,
  `text=${options.text === undefined ? 'own' : hash(options.text)}`,
  ...options.faults.map((fault) => `fault=${fault.name}@${fault.rate}`),
  `seed=${options.seed}`,
].join(',');
