import { describe, expect, it } from 'vitest';
import { watchStolenShare } from '../../../src/app/bench/stolen-share.js';

const watch = (...texts: readonly string[]): number | null => {
  const left = [...texts];
  return watchStolenShare(() => left.shift() ?? '')();
};

describe('the share of the processors that the host took', () => {
  it('is what /proc/stat counts as stolen since the beginning of the watch, without the time of guests, which is counted twice', () => {
    // 40 of 800 between the two.
    expect(watch('cpu  100 0 100 700 50 0 0 50 90 0\ncpu0 1 2 3\n', 'cpu  200 0 200 1260 50 0 0 90 500 0\n')).toBe(0.05);
  });

  it.each([['', 'a system without such a file'], ['cpu 1 2 3', 'an old kernel'], ['cpu  1 1 1 1 1 1 1 1', 'no time at all']])('is not known from %j: %s', (text) => {
    expect(watch(text, text)).toBe(null);
  });

  it('is not known where the file cannot be read', () => {
    expect(watchStolenShare(() => { throw new Error('none'); })()).toBe(null);
  });
});
