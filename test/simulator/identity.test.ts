import { describe, expect, it } from 'vitest';
import { createIdentities } from '../../src/simulator/identity.js';

const lucks = (seed: number, contents: readonly string[]): readonly string[] => {
  const identify = createIdentities(seed);
  return contents.map((content) => {
    const identity = identify(content);
    return `${identity.id} ${identity.random('times')()}`;
  });
};

describe('the luck of requests', () => {
  it('is the same in every run with the same seed', () => {
    expect(lucks(1, ['a', 'b', 'a'])).toEqual(lucks(1, ['a', 'b', 'a']));
    expect(lucks(1, ['a'])).not.toEqual(lucks(2, ['a']));
  });

  it('is another one when the same is asked again', () => {
    expect(new Set(lucks(1, ['a', 'a', 'a', 'b'])).size).toBe(4);
  });

  it('does not depend on the order in which different requests come in', () => {
    const [a1, b1, a2] = lucks(1, ['a', 'b', 'a']);
    expect(lucks(1, ['b', 'a', 'a'])).toEqual([b1, a1, a2]);
  });

  it('is drawn apart for faults, lengths and times', () => {
    const identity = createIdentities(1)('a');
    const [faults, length, times] = (['faults', 'length', 'times'] as const).map((purpose) => identity.random(purpose)());
    expect(new Set([faults, length, times]).size).toBe(3);
    expect(identity.random('times')()).toBe(times);
  });
});
