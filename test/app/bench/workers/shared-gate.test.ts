import { expect, it } from 'vitest';
import { createBoardMemory, openBoard } from '../../../../src/app/bench/workers/board.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a gate of several threads lets in as many as it may, in the order of their arrival, and one target apart from the other', async () => {
  const memory = createBoardMemory(2);
  // Each opens the same memory for itself, as threads do.
  const gates = Array.from({ length: 3 }, () => openBoard(memory).openGate(0, 2));
  const other = openBoard(memory).openGate(1, 1);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  const visit = async (number: number): Promise<void> => {
    const gate = gates[number % gates.length];
    await gate?.enter();
    order.push(number);
    inside += 1;
    most = Math.max(most, inside);
    expect(inside).toBeLessThanOrEqual(2);
    for (let turns = 0; turns < 3; turns += 1) await turn();
    inside -= 1;
    gate?.leave();
  };
  expect(other.enter()).toBeUndefined();
  const numbers = Array.from({ length: 30 }, (_, number) => number);
  await Promise.all(numbers.map(visit));
  expect(most).toBe(2);
  // Two that may enter in the same turn are told by their own threads.
  expect(order.every((number, place) => Math.abs(number - place) <= 2)).toBe(true);
  expect([...order].sort((one, two) => one - two)).toEqual(numbers);
  expect(openBoard(memory).nextNumber(0)).toBe(0);
});
