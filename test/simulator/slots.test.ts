import { describe, expect, it } from 'vitest';
import { createSlots } from '../../src/simulator/slots.js';

const open = new AbortController().signal;

describe('slots', () => {
  it('are given in the order of asking', async () => {
    const slots = createSlots(1);
    const order: string[] = [];
    const first = await slots.take(open);
    const enter = async (name: string): Promise<void> => {
      const giveBack = await slots.take(open);
      order.push(name);
      giveBack?.();
    };
    const others = [enter('second'), enter('third'), enter('fourth')];
    expect(slots.isFull()).toBe(true);
    expect(order).toEqual([]);
    first?.();
    await Promise.all(others);
    expect(order).toEqual(['second', 'third', 'fourth']);
    expect(slots.isFull()).toBe(false);
  });

  it('are not given to who left the queue', async () => {
    const slots = createSlots(1);
    const leaving = new AbortController();
    const first = await slots.take(open);
    const gone = slots.take(leaving.signal);
    const last = slots.take(open);
    leaving.abort();
    expect(await gone).toBeUndefined();
    first?.();
    expect(await last).toBeTypeOf('function');
  });

  it('are not given to who had left before asking', async () => {
    expect(await createSlots(1).take(AbortSignal.abort())).toBeUndefined();
  });

  it('come back once, however often they are given back', async () => {
    const slots = createSlots(1);
    const giveBack = await slots.take(open);
    giveBack?.();
    giveBack?.();
    await slots.take(open);
    expect(slots.isFull()).toBe(true);
  });
});
