import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAnswerRecorder } from '../../src/core/answer.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { textWidthOf } from '../../src/ui/compare-layout.js';
import { createCompareTerminal } from '../../src/ui/compare-terminal.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { createRandom, testSeed } from '../helpers/seeded-random.js';
import { createAdversary, judge, substanceOf } from './adversary.js';
import type { Adversary } from './adversary.js';
import { createFakeTerminal } from './fake-terminal.js';
import type { FakeTerminal } from './fake-terminal.js';
import { loadInk } from './present.js';
import { streamUnheard } from './stream-unheard.js';
import type { Resize } from './stream-unheard.js';
import { renderedLines } from './rendered-lines.js';

/** UADA_TEST_RUNS=N makes more. */
const runs = Number(process.env['UADA_TEST_RUNS'] ?? 4);
const models = [['openai', 'alpha'], ['groq', 'beta']] as const;
const names = models.map((model) => model.join('/'));
const theme = createTheme({ color: true });
const before = Array.from({ length: 12 }, (_, line) => `line ${line} of the shell`);

let createView: CreateLiveView;
beforeAll(async () => {
  createView = await loadInk();
});

/** Streams the pieces in turns below what the shell has left, and gives what each model said. */
const compare = async (terminal: FakeTerminal, adversary: Adversary, change?: Resize): Promise<readonly string[]> => {
  terminal.stdout.write(before.map((line) => `${line}\n`).join(''));
  let nowMs = 0;
  const monotonicMs = (): number => (nowMs += 60);
  const presenter = createCompareTerminal({
    stdout: terminal.stdout, stderr: terminal.stdout, names, theme, showReasoning: false, monotonicMs, stillMs: 0, loadView: () => Promise.resolve(createView),
  });
  const recorders = models.map(([provider, model]) => createAnswerRecorder({ provider, model, monotonicMs }));
  for (const index of models.keys()) presenter.wait(index, 'waiting');
  // The view is loaded by then.
  await setTimeout(70);
  const said = models.map(() => '');
  let turn = 0;
  await streamUnheard(terminal, adversary, (text) => {
    const index = (turn += 1) % models.length;
    said[index] = `${said[index]}${text}`;
    return presenter.push(index, { type: 'text', text });
  }, change);
  for (const [index, recorder] of recorders.entries()) {
    await presenter.end(index, { answer: recorder.answer(), costUsd: 0.5, cacheKey: null, attempts: 1 }, undefined);
  }
  await presenter.close();
  return said;
};

/** The lines between those of the shell and the table. */
const answersOf = (lines: readonly string[]): readonly string[] =>
  lines.slice(before.length, lines.findLastIndex((line) => line.startsWith(names[0]!))).filter((line) => !line.startsWith('model '));

const toText = (answer: string, width: number): string => renderedLines(answer, width).join('\n');

const judgeRun = async (seed: number, isWithin: boolean): Promise<string> => {
  const adversary = createAdversary(seed);
  const terminal = createFakeTerminal(adversary.columns, adversary.rows);
  const random = createRandom(seed);
  const said = await compare(terminal, adversary, isWithin ? (columns, rows) => terminal.resizeWithin(columns, rows, random(1000) / 1000) : undefined);
  const lines = await terminal.lines();
  const due = [...names, ...said.map((answer) => toText(answer, textWidthOf(names.length, terminal.stdout.columns)))].join('\n');
  const isShellWhole = before.every((line, index) => lines[index] === line);
  return `${judge(substanceOf(answersOf(lines).join('\n')), substanceOf(due))}${isShellWhole ? '' : ', below other lines'}`;
};

describe('a comparison in a window that changes its size before the program hears of it', () => {
  it.each([['between two frames', false], ['in the middle of one', true]])('leaves the answers and nothing of its live part: %s', async (_name, isWithin) => {
    const became: string[] = [];
    for (let run = 0; run < runs; run += 1) became.push(`run ${run}: ${await judgeRun(testSeed + run, isWithin)}`);
    expect(became).toEqual(Array.from({ length: runs }, (_, run) => `run ${run}: whole`));
  }, 600_000);
});
