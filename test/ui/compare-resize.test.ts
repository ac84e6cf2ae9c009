import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAnswerRecorder } from '../../src/core/answer.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createCompareTerminal } from '../../src/ui/compare-terminal.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { testSeed } from '../helpers/seeded-random.js';
import { createAdversary } from './adversary.js';
import type { Adversary } from './adversary.js';
import { createFakeTerminal } from './fake-terminal.js';
import { loadInk } from './present.js';
import { streamUnheard } from './stream-unheard.js';

/** UADA_TEST_RUNS=N makes more. */
const runs = Number(process.env['UADA_TEST_RUNS'] ?? 6);
const models = [['openai', 'alpha'], ['groq', 'beta']] as const;

let createView: CreateLiveView;
beforeAll(async () => {
  createView = await loadInk();
});

const compare = async (adversary: Adversary): Promise<readonly string[]> => {
  const terminal = createFakeTerminal(adversary.columns, adversary.rows);
  let nowMs = 0;
  const monotonicMs = (): number => (nowMs += 60);
  const presenter = createCompareTerminal({
    stdout: terminal.stdout, stderr: terminal.stdout, names: models.map((model) => model.join('/')), theme: createTheme({ color: true }),
    showReasoning: false, monotonicMs, stillMs: 0, loadView: () => Promise.resolve(createView),
  });
  const recorders = models.map(([provider, model]) => createAnswerRecorder({ provider, model, monotonicMs }));
  for (const index of models.keys()) presenter.wait(index, 'waiting');
  // The view is loaded by then.
  await setTimeout(70);
  let turn = 0;
  await streamUnheard(terminal, adversary, (text) => presenter.push((turn += 1) % models.length, { type: 'text', text }));
  for (const [index, recorder] of recorders.entries()) {
    await presenter.end(index, { answer: recorder.answer(), costUsd: 0.5, cacheKey: null, attempts: 1 }, undefined);
  }
  await presenter.close();
  return terminal.lines();
};

describe('a comparison in a window that changes its size before the program hears of it', () => {
  it('leaves nothing of its live part above the answers, nor between them', async () => {
    const titles: string[] = [];
    for (let run = 0; run < runs; run += 1) {
      const lines = (await compare(createAdversary(testSeed + run))).filter((line) => line.trim() !== '');
      // Above the answer, and in the table below it.
      titles.push(`run ${run}: ${lines[0]?.startsWith('openai/alpha') === true}, ${lines.filter((line) => line.startsWith('openai/alpha')).length}`);
    }
    expect(titles).toEqual(Array.from({ length: runs }, (_, run) => `run ${run}: true, 2`));
  }, 600_000);
});
