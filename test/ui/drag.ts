import { setTimeout } from 'node:timers/promises';
import { createRandom } from '../helpers/seeded-random.js';
import type { PtyRun } from './pty.js';

/** No frame is half read: a terminal reads whole frames, but for a rare one. */
const isBetweenFrames = (written: string): boolean => written.lastIndexOf('\u001b[?2026l') >= written.lastIndexOf('\u001b[?2026h');

/** Drags the edges of a window about, in bursts, until it is over. Resolves to how often the window changed. */
export const drag = async (run: PtyRun, seed: number, over: Promise<unknown>): Promise<number> => {
  const random = createRandom(seed);
  const end = new AbortController();
  void over.then(() => end.abort());
  let count = 0;
  while (!end.signal.aborted) {
    let [columns, rows] = [20 + random(180), 8 + random(32)];
    for (let steps = 1 + random(6); steps > 0; steps -= 1) {
      if (isBetweenFrames(run.written())) {
        run.resize(columns, rows);
        count += 1;
      }
      [columns, rows] = [Math.max(20, columns + random(11) - 5), Math.max(8, rows + random(5) - 2)];
      await setTimeout(random(40));
    }
    await setTimeout(random(200));
  }
  return count;
};
