import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReaderGoneError } from '../../src/render/writer.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { cutText, markdownText } from '../render/markdown/arbitrary-markdown.js';
import { createFakeTerminal } from './fake-terminal.js';
import { ownSequences } from './own-sequences.js';
import { createStage, loadInk } from './present.js';
import type { Stage } from './present.js';
import { renderedLines } from './rendered-lines.js';

const sample = [
  '# Heading', 'Some *emphasised* text with **strong words** and `code`, long enough to be wrapped in a narrow window; 中文 e\u0301 👨‍👩‍👧 שלום.',
  '- one\n- two\n  - nested', '1. first\n2. second', '> quoted', '```js\nconst answer = 42; // a comment that makes this line longer than eighty columns are\n```',
  '| Name | Value |\n|---|---:|\n| alpha | 1 |\n| beta | 22 |', '---', '[link](https://example.com)',
].join('\n\n');

const clearing = /\u001b(?:\[[0-3]?J|c|\[\?1049|\[\?47|\[\d*;?\d*H)/;
const substance = (lines: string): string => stripVTControlCharacters(lines).replace(/[^\p{L}\p{N}]/gu, '');
const seen = (lines: readonly string[]): readonly string[] => lines.map((line) => stripVTControlCharacters(line).trimEnd());

const stream = async (stage: Stage, pieces: readonly string[]): Promise<void> => {
  await stage.push({ type: 'start', model: 'answering' });
  for (const text of pieces) await stage.push({ type: 'text', text });
};

let createView: CreateLiveView;
const ready = { loadView: (): Promise<CreateLiveView> => Promise.resolve(createView) };
beforeAll(async () => {
  createView = await loadInk();
});

describe('an answer on a terminal', () => {
  it.each([20, 80, 200])('is on the screen once and in order, %i columns wide', async (columns) => {
    const terminal = createFakeTerminal(columns, 24);
    const stage = createStage(terminal, ready);
    stage.presenter.wait('connecting');
    for (const text of [sample.slice(0, 5), '']) await stage.push({ type: 'reasoning', text });
    await stream(stage, cutText(sample, Array.from({ length: 200 }, (_, index) => index * 7)));
    expect(terminal.written()).toContain('\u001b[?25l');
    await stage.end();
    const lines = await terminal.lines();
    const text = lines.slice(lines.findIndex((line) => line.includes('Heading')));
    expect(text.slice(0, -2 - (columns === 20 ? 3 : 0)).join('\n').replace(/\s/g, '')).toContain(seen(renderedLines(sample, columns)).join('\n').replace(/\s/g, ''));
    expect(text.join(' ')).toContain('openai/answering');
    expect(terminal.isCursorShown()).toBe(true);
    expect(terminal.written()).not.toMatch(clearing);
  });

  it('keeps every letter, whatever the text and its pieces', async () => {
    // How a wide table's cells are wrapped, and so the order of letters, depends on how much of it had to be shown.
    const text = markdownText.filter((value) => !/-[ \t]*\||\|[ \t]*:?-/.test(value));
    await fc.assert(fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 12 }), fc.constantFrom(20, 80, 200), async (text, cuts, columns) => {
      const terminal = createFakeTerminal(columns, 12);
      const stage = createStage(terminal, ready);
      await stream(stage, cutText(text, cuts));
      await stage.fail();
      expect(substance((await terminal.lines()).join(''))).toBe(substance(renderedLines(text, columns).join('')));
      expect(terminal.written()).not.toMatch(clearing);
    }), { numRuns: 60 });
  }, 60_000);

  it('keeps every cell of a table that is longer than the window', async () => {
    const text = `| Name | Count |\n|---|---:|\n${Array.from({ length: 60 }, (_, row) => `| row${row} | ${row * 7} |`).join('\n')}`;
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    await stream(stage, cutText(text, Array.from({ length: 400 }, (_, index) => index * 3)));
    await stage.fail();
    expect(seen(await terminal.lines())).toEqual(seen(renderedLines(text, 80)));
  });

  it('keeps every letter when the window changes its size in the middle', async () => {
    const words = fc.array(fc.constantFrom('alpha', 'beta', '**gamma delta**', '`code span`', 'a longer run of words that fills a line', '\n- item', '\n\n', '\n```js\nconst x;\n```\n', '中文文字', '2*3'), { minLength: 5, maxLength: 40 });
    const sizes = fc.array(fc.tuple(fc.constantFrom(20, 33, 80, 120), fc.constantFrom(1, 5, 10, 24, 40)), { minLength: 1, maxLength: 4 });
    await fc.assert(fc.asyncProperty(words, fc.array(fc.nat(), { minLength: 4, maxLength: 12 }), sizes, async (parts, cuts, changes) => {
      const text = parts.join(' ');
      const terminal = createFakeTerminal(80, 24);
      const stage = createStage(terminal, { ...ready, stillMs: 0 });
      await stage.push({ type: 'start', model: 'answering' });
      for (const [index, piece] of cutText(text, cuts).entries()) {
        await stage.push({ type: 'text', text: piece });
        const change = index % 3 === 1 ? changes[index % changes.length] : undefined;
        if (change === undefined) continue;
        terminal.resize(...change);
        // The window is still again when the timer of no length has fired.
        await setTimeout(2);
      }
      await stage.fail();
      expect(substance((await terminal.lines()).join(''))).toBe(substance(renderedLines(text, 80).join('')));
    }), { numRuns: 40 });
  }, 60_000);

  it('keeps a table whole whose row is cut by a resize', async () => {
    const terminal = createFakeTerminal(40, 24);
    const stage = createStage(terminal, { ...ready, stillMs: 0 });
    await stage.push({ type: 'start', model: 'answering' });
    await stage.push({ type: 'text', text: '| name | what it is |\n|---|---|\n| alpha | the first |\n| beta | the se' });
    expect((await terminal.lines()).join('\n')).toContain('the se');
    terminal.resize(60, 24);
    await setTimeout(2);
    await stage.push({ type: 'text', text: 'cond |\n| gamma | the third |\n' });
    await stage.fail();
    expect(await terminal.lines()).toEqual(expect.arrayContaining(['alpha │ the first', 'beta  │ the second', 'gamma │ the third']));
  });

  it('is written at once and without a view when it comes out of the cache', async () => {
    const terminal = createFakeTerminal(80, 24);
    let loads = 0;
    const stage = createStage(terminal, { loadView: () => Promise.reject(new Error(`load ${(loads += 1)}`)) });
    await stage.push({ type: 'start', model: 'answering', cachedAgeMs: 180_000 });
    await stage.push({ type: 'text', text: sample });
    expect(terminal.written()).toBe('');
    await stage.end();
    expect(loads).toBe(0);
    expect(terminal.written()).not.toMatch(/\u001b\[(?:\?|\d*[AGK])/);
    expect(await terminal.lines()).toEqual([...seen(renderedLines(sample, 80)), '', 'openai/answering · cached 3 min ago · tokens not reported · cost unknown']);
  });

  it('is whole when it ends before the view is loaded', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, { loadView: () => new Promise(() => undefined) });
    await stream(stage, cutText(sample, [10, 100, 200, 300]));
    expect(terminal.written()).toContain('Heading');
    await stage.end();
    const expected = seen(renderedLines(sample, 80));
    expect((await terminal.lines()).slice(0, expected.length)).toEqual(expected);
    expect(terminal.written()).not.toContain('\u001b[?25l');
  });

  it('lets nothing of an attack through, in text, reasoning or a name [T1]', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, { ...ready, showReasoning: true });
    await stage.push({ type: 'start', model: `m${hostilePayloads.map(([, payload]) => payload).join('x')}`, provider: '\u001b]0;p\u0007p' });
    for (const [, payload] of hostilePayloads) await stage.push({ type: 'reasoning', text: `r${payload}r ` });
    for (const [, payload] of hostilePayloads) {
      for (const text of [`\`${payload.slice(0, 2)}`, `${payload.slice(2)}\` `, payload]) await stage.push({ type: 'text', text });
    }
    stage.presenter.wait('\u001b[2Jwaiting');
    await stage.end();
    expect(terminal.written().replace(ownSequences, '').replace(/\u001b\[\d+m/g, '').match(/[^\n\t\x20-\x7e\xa0-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu)).toBeNull();
  });

  it('stays on the screen when it fails, without a footer', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    await stream(stage, ['Half an **ans', 'wer']);
    await stage.fail();
    expect(await terminal.lines()).toEqual(['Half an **answer']);
    expect(terminal.isCursorShown()).toBe(true);
  });

  it('counts a pause down, and says what it is for', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    stage.presenter.wait('retry', { forMs: 3200, why: 'openai is overloaded (503)' });
    await stage.push({ type: 'start', model: 'answering' });
    expect(terminal.written()).toMatch(/retry in [1-4] s · openai is overloaded \(503\)/);
    await stage.fail();
  });

  it('leaves nothing behind when it fails before the first word', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    stage.presenter.wait('connecting');
    await stage.push({ type: 'start', model: 'answering' });
    await stage.push({ type: 'start', model: 'answering' });
    expect(terminal.written()).toContain('connecting');
    await stage.fail();
    expect(await terminal.lines()).toEqual([]);
    expect(terminal.isCursorShown()).toBe(true);
  });

  it('tells that the model thinks, and folds the reasoning', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    await stage.push({ type: 'start', model: 'answering' });
    for (const text of ['Let me think ', 'about this.']) await stage.push({ type: 'reasoning', text });
    // The view is there by now.
    await setTimeout(1);
    expect(terminal.written()).toContain('thinking… 6 tokens');
    await stage.push({ type: 'text', text: 'Yes.' });
    await stage.fail();
    const lines = await terminal.lines();
    expect(lines.join('\n')).toMatch(/^thought for .*, about 6 tokens\n\nYes\.$/);
  });

  it('shows the reasoning in full when it is asked for', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, { ...ready, showReasoning: true });
    await stage.push({ type: 'start', model: 'answering' });
    for (const text of ['Let me *think* ', 'about this.']) await stage.push({ type: 'reasoning', text });
    await stage.push({ type: 'text', text: 'Yes.' });
    await stage.fail();
    expect(await terminal.lines()).toEqual(['Let me think about this.', '', 'Yes.']);
  });

  it('shows a race until its first word, and then who won, who failed and who was stopped', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, { ...ready, contenders: ['openai/asked', 'groq/quick', 'cohere/down'] });
    stage.presenter.wait('waiting');
    await setTimeout(80);
    stage.presenter.lose?.('cohere/down', 'cohere is overloaded (503)');
    await setTimeout(60);
    expect((await terminal.rows()).map((line) => line.replace(/^[^✗] /, '* ').replace(/  [\d.]+ m?s$/, '  T'))).toEqual(['* openai/asked  T', '* groq/quick    T', '✗ cohere/down   cohere is overloaded (503)']);
    stage.presenter.win?.('groq/quick');
    await stage.push({ type: 'start', model: 'quick', provider: 'groq' });
    await stage.push({ type: 'text', text: 'Here.' });
    await stage.end();
    expect((await terminal.lines()).map((line) => line.replace(/[\d.]+ m?s/g, 'T'))).toEqual([
      '– openai/asked  stopped', '✓ groq/quick    first word after T', '✗ cohere/down   cohere is overloaded (503)', '', 'Here.', '', expect.stringMatching(/^groq\/quick · first token T/), expect.stringMatching(/cost unknown$/),
    ]);
  });

  it('says nothing of a race when the answer comes out of the cache', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, { ...ready, contenders: ['openai/asked', 'groq/quick'] });
    stage.presenter.win?.('groq/quick');
    await stage.push({ type: 'start', model: 'quick', cachedAgeMs: 5 });
    await stage.push({ type: 'text', text: 'Here.' });
    await stage.fail();
    expect(await terminal.lines()).toEqual(['Here.']);
  });

  it('makes room for a warning', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    await stream(stage, ['First paragraph.\n\nSecond ', 'par']);
    stage.presenter.warn('uada: careful\n');
    for (const text of ['a', 'graph.']) await stage.push({ type: 'text', text });
    await stage.fail();
    expect((await terminal.lines()).filter((line) => line !== '')).toEqual(['First paragraph.', 'uada: careful', 'Second paragraph.']);
  });

  it.each([[0, 0], [1, 1], [10, 24], [80, 3]])('is only appended in a window of %i×%i', async (columns, rows) => {
    const terminal = createFakeTerminal(Math.max(columns, 2), Math.max(rows, 1));
    Object.assign(terminal.stdout, { columns, rows });
    const stage = createStage(terminal, ready);
    await stream(stage, cutText(sample, [10, 100, 200, 300]));
    await stage.end();
    await terminal.lines();
    expect(terminal.written()).not.toMatch(/\u001b\[(?:\?|\d*[AGKJ])/);
    expect(substance(terminal.written())).toContain(substance(renderedLines(sample, Math.max(columns || 80, 20)).join('')));
  });

  it('goes on without the view when that breaks [T12]', async () => {
    const terminal = createFakeTerminal(80, 24);
    const broken: CreateLiveView = (columns) => ({ ...createView(columns), ended: Promise.resolve() });
    const stage = createStage(terminal, { loadView: () => Promise.resolve(broken) });
    await stream(stage, ['One.\n\n', 'Two.\n\n', 'Three.\n\n', 'Four.']);
    await stage.end();
    const lines = (await terminal.lines()).join(' ');
    expect(lines).toMatch(/Three.*Four/);
  });

  it('tells whoever sends text that the terminal has gone', async () => {
    const terminal = createFakeTerminal(80, 24);
    const stage = createStage(terminal, ready);
    await stream(stage, ['One.\n\n']);
    terminal.stdout.destroy(Object.assign(new Error('gone'), { code: 'EPIPE' }));
    await setTimeout(1);
    await expect((async () => {
      for (let count = 0; count < 5; count += 1) await stage.push({ type: 'text', text: 'More.\n\n' });
    })()).rejects.toBeInstanceOf(ReaderGoneError);
  });
});
