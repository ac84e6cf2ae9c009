import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AnswerCache } from '../../../src/store/answer-cache.js';
import { openAnswerCache } from '../../../src/store/answer-cache.js';
import type { Running } from '../run-program.js';
import { startProgram } from '../run-program.js';
import { knownText } from './known-answer.js';
import { below, createRandom } from './random.js';

export type KillsPlan = {
  /** The built test/store/programs/writes-until-killed.ts. */
  readonly program: string;
  readonly directory: string;
  readonly kills: number;
  readonly seed: number;
};

export type KillsResult = {
  readonly kills: number;
  readonly acknowledged: number;
  /** Acknowledged answers that are not there after the kill. */
  readonly lost: number;
  readonly wrong: number;
  /** What the cache or a killed program said: nothing, when all is well. */
  readonly warnings: readonly string[];
};

const untilReady = async ({ child }: Running): Promise<void> => {
  await new Promise((resolve) => { child.stdout?.once('data', resolve); });
};

const check = async (cache: AnswerCache, keys: readonly string[]): Promise<{ readonly lost: number; readonly wrong: number }> => {
  let [lost, wrong] = [0, 0];
  for (const key of keys) {
    const found = await cache.get(key);
    if (!found) lost += 1;
    else if (found.text !== knownText(key)) wrong += 1;
  }
  return { lost, wrong };
};

/**
 * Kills programs that write at random moments: every second one on a data directory of its own, where the moment may
 * fall into the creation of the file, the others two at a time on one that stays.
 */
export const tortureKills = async ({ program, directory, kills, seed }: KillsPlan): Promise<KillsResult> => {
  const random = createRandom(seed);
  const warnings: string[] = [];
  const shared = join(directory, 'shared');
  const total = { acknowledged: 0, lost: 0, wrong: 0 };
  for (let kill = 0; kill < kills; kill += 2) {
    const own = mkdtempSync(join(directory, 'own-'));
    const started = [
      { dataDir: own, delayMs: below(random, 40), running: startProgram(program, [own, `own${kill}`]) },
      { dataDir: shared, delayMs: below(random, 200), running: startProgram(program, [shared, `shared${kill}`]) },
    ];
    const ended = await Promise.all(started.map(async ({ dataDir, delayMs, running }) => {
      await untilReady(running);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      running.child.kill('SIGKILL');
      return { dataDir, ...await running.ended };
    }));
    for (const { dataDir, stdout, stderr } of ended) {
      if (stderr !== '') warnings.push(stderr);
      const keys = stdout.split('\n').slice(1, -1);
      const cache = openAnswerCache({ dataDir, warn: (message) => { warnings.push(message); } });
      const { lost, wrong } = await check(cache, keys);
      await cache.close();
      total.acknowledged += keys.length;
      total.lost += lost;
      total.wrong += wrong;
    }
    rmSync(own, { recursive: true, force: true });
  }
  return { kills, ...total, warnings };
};
