import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testSeed } from '../helpers/seeded-random.js';
import { createAdversary, judge, substanceOf } from './adversary.js';
import { drag } from './drag.js';
import type { PtyRun } from './pty.js';
import { runInPty } from './pty.js';
import { renderedLines } from './rendered-lines.js';

/** Answers of each kind; UADA_TEST_RUNS=N asks for more. */
const runs = Number(process.env['UADA_TEST_RUNS'] ?? 3);
const seeds = Array.from({ length: runs }, (_, run) => testSeed + run);
const directory = mkdtempSync(join(tmpdir(), 'uada-resize-'));

/** The emulator mixes up the marks of other cells when it wraps lines anew, also those of a plain text. */
const withoutMarks = (text: string): string => text.replaceAll('e\u0301', 'e').replaceAll('👨‍👩‍👧', '👩').replaceAll('नमस्ते', 'नम');
const textOf = (seed: number): string =>
  withoutMarks(Array.from({ length: 3 }, (_, part) => createAdversary(seed + part * 10_000).pieces.join('')).join('\n\n'));
/** Where cells of a table are wrapped, letters stand in another order than in another width. */
const withoutTables = (text: string): string => text.split('\n\n').filter((block) => !block.startsWith('|')).join('\n\n');

const rendered = (text: string, width: number): string => substanceOf(renderedLines(text, width).join('\n'));

const answerOf = async (run: PtyRun): Promise<string> => {
  const lines = await run.lines();
  const footer = lines.findLastIndex((line) => line.startsWith('anthropic/'));
  return substanceOf(lines.slice(0, footer).filter((line) => !line.startsWith('uada: ')).join('\n'));
};

type Dragged = { readonly seen: string; readonly resizes: number; readonly frames: readonly string[] };

const showDragged = async (text: string, seed: number): Promise<Dragged> => {
  const file = join(directory, `${seed}.md`);
  writeFileSync(file, text);
  const run = runInPty(['complete', `--mock=text=@${file},ttft=150,itl=2,chunk=2`, '-p', 'anthropic', '--no-cache', 'hi'], { columns: 200 });
  await run.until(/\u001b\[\?7l/);
  const resizes = await drag(run, seed, run.ended);
  expect((await run.ended).exitCode).toBe(0);
  return { seen: await answerOf(run), resizes, frames: run.written().match(/\u001b\[\?2026h[^]*?\u001b\[\?2026l/g) ?? [] };
};

describe('a real window that is dragged about while an answer streams', () => {
  it.each(seeds)('holds every letter once and in order (seed %i)', async (seed) => {
    const text = withoutTables(textOf(seed));
    const { seen, resizes, frames } = await showDragged(text, seed);
    expect(resizes).toBeGreaterThan(0);
    expect(seen).toBe(rendered(text, 200));
    // The driver of the terminal would cut a frame there, and the window could change between its parts.
    expect(frames.filter((frame) => frame.includes('\n'))).toEqual([]);
  });

  it.each(seeds)('holds every letter once where there are tables (seed %i)', async (seed) => {
    const text = textOf(seed);
    const { seen } = await showDragged(text, seed);
    expect(judge(seen, rendered(text, 200))).toBe('whole');
  });
});
