import { expect, it } from 'vitest';
import { bin } from '../helpers/run-uada.js';
import { createRandom, testSeed } from '../helpers/seeded-random.js';
import { useSimulator } from '../helpers/simulator.js';
import { runWithKills } from './kill-run.js';

const simulator = await useSimulator('tokens=8,ttft=5,fault=503@0.05');

it('loses no prompt and asks none again that was answered, however often it is killed', async () => {
  const outcome = await runWithKills({ bin, target: simulator.url, prompts: 300, kills: 5, concurrency: 16, random: createRandom(testSeed) });
  expect(outcome).toMatchObject({ exitCode: 0, missingIds: 0, doubledIds: 0, askedAgain: 0, kills: 5 });
}, 60_000);
