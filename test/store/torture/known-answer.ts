import type { CachedAnswer } from '../../../src/store/cached-answer.js';

/** The only right answer to a key: whatever else the cache gives is wrong. Lengths go from 1 byte to 20 kB. */
export const knownText = (key: string): string => {
  const length = 1 + Buffer.from(key).reduce((sum, byte) => (sum * 31 + byte) % 20_011, 7);
  return `${key} `.repeat(Math.ceil(length / (key.length + 1))).slice(0, length);
};

export const knownAnswer = (key: string): CachedAnswer =>
  ({ provider: 'p', model: 'm', reasoning: '', text: knownText(key), finishReason: 'stop', createdMs: 1_700_000_000_000 });
