import { describe, expect, it } from 'vitest';
import { whenAborted } from '../../src/transport/when-aborted.js';

describe('whenAborted', () => {
  it('calls, once, exactly those who have not left, in whatever order they came and went', () => {
    const stop = new AbortController();
    const called: number[] = [];
    const leave = Array.from({ length: 9 }, (_, index) => whenAborted(stop.signal, () => called.push(index)));
    for (const index of [0, 8, 3, 3, 7]) leave[index]?.();
    leave.push(whenAborted(stop.signal, () => called.push(9)));
    leave[9]?.();
    leave[1]?.();
    stop.abort();
    stop.abort();
    expect(called.sort((left, right) => left - right)).toEqual([2, 4, 5, 6]);
  });

  it('leaves out one whom another sends away while they are called', () => {
    const stop = new AbortController();
    const called: string[] = [];
    whenAborted(stop.signal, () => {
      called.push('first');
      leaveSecond();
    });
    const leaveSecond = whenAborted(stop.signal, () => called.push('second'));
    whenAborted(stop.signal, () => called.push('third'));
    stop.abort();
    expect(called).toEqual(['first', 'third']);
  });
});
