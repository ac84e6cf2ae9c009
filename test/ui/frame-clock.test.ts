import { describe, expect, it } from 'vitest';
import { createFrameClock } from '../../src/ui/frame-clock.js';

const settled = async (count: () => number, wanted: number): Promise<void> => {
  for (let turn = 0; turn < 200 && count() < wanted; turn += 1) await new Promise((resolve) => setTimeout(resolve, 1));
};

describe('frames in time', () => {
  it('draws again what was asked for while a slow terminal still took the frame before', async () => {
    let frames = 0;
    let take: () => void = () => undefined;
    const clock = createFrameClock({
      frameMs: 5, monotonicMs: () => performance.now(),
      draw: () => new Promise((resolve) => {
        frames += 1;
        take = resolve;
      }),
    });
    const first = clock.request();
    void clock.request();
    void clock.request();
    expect(frames).toBe(1);
    take();
    await first;
    await settled(() => frames, 2);
    take();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(frames).toBe(2);
  });

  it('draws nothing more once it is stopped', async () => {
    let frames = 0;
    const clock = createFrameClock({ frameMs: 1, monotonicMs: () => performance.now(), draw: () => Promise.resolve(void (frames += 1)) });
    const first = clock.request();
    void clock.request();
    clock.stop();
    await first;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(frames).toBe(1);
  });
});
