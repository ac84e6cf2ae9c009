import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTicker } from '../../src/simulator/ticker.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the ticker', () => {
  it('wakes every stream at its own moment and never before', async () => {
    const ticker = createTicker();
    const woken: string[] = [];
    const wait = async (name: string, dueMs: number): Promise<void> => {
      await ticker.createAlarm().until(dueMs);
      expect(ticker.nowMs()).toBeGreaterThanOrEqual(dueMs);
      woken.push(`${name} ${ticker.nowMs()}`);
    };
    const waits = [wait('late', 300), wait('early', 5), wait('middle', 20.25), wait('also middle', 20.25)];
    await vi.advanceTimersByTimeAsync(400);
    await Promise.all(waits);
    expect(woken).toEqual(['early 5', 'middle 21', 'also middle 21', 'late 300']);
  });

  it('lets a moment that has passed through at once', async () => {
    const ticker = createTicker();
    await ticker.createAlarm().until(0);
    await ticker.createAlarm().until(-5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is armed again for an earlier moment', async () => {
    const ticker = createTicker();
    const far = ticker.createAlarm().until(1_000);
    const near = ticker.createAlarm().until(10);
    await vi.advanceTimersByTimeAsync(10);
    await near;
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(990);
    await far;
  });

  it('waits longer than the longest timer of Node', async () => {
    const ticker = createTicker();
    let isDone = false;
    void ticker.createAlarm().until(3_000_000_000).then(() => {
      isDone = true;
    });
    await vi.advanceTimersByTimeAsync(2_999_999_999);
    expect(isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isDone).toBe(true);
  });

  it('ends the wait of a stream that is cancelled, and all its later ones', async () => {
    const alarm = createTicker().createAlarm();
    const wait = alarm.until(1_000);
    alarm.cancel();
    await wait;
    await alarm.until(2_000);
  });

  it('leaves no timer behind when stopped', () => {
    const ticker = createTicker();
    void ticker.createAlarm().until(1_000);
    ticker.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
