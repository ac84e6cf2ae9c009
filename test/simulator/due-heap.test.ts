import fastCheck from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDueHeap } from '../../src/simulator/due-heap.js';

const seed = 7_021;

describe('the heap of moments', () => {
  it(`gives back what is due, earliest first and first come first, and keeps the rest (seed ${seed})`, () => {
    fastCheck.assert(fastCheck.property(fastCheck.array(fastCheck.nat(50), { maxLength: 60 }), fastCheck.nat(50), (moments, nowMs) => {
      const heap = createDueHeap();
      const woken: (readonly [moment: number, added: number])[] = [];
      for (const [added, moment] of moments.entries()) heap.add(moment, () => woken.push([moment, added]));
      for (const wake of heap.takeUntil(nowMs)) wake();
      const sorted = moments.map((moment, added) => [moment, added] as const).sort((left, right) => left[0] - right[0] || left[1] - right[1]);
      expect(woken).toEqual(sorted.filter(([moment]) => moment <= nowMs));
      expect(heap.earliestMs()).toBe(sorted.find(([moment]) => moment > nowMs)?.[0] ?? Infinity);
      for (const wake of heap.takeUntil(Infinity)) wake();
      expect(woken).toEqual(sorted);
    }), { seed, numRuns: 1_000 });
  });

  it('forgets everything when cleared', () => {
    const heap = createDueHeap();
    heap.add(1, () => undefined);
    heap.clear();
    expect(heap.takeUntil(2)).toEqual([]);
  });
});
