import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAnswerRecorder } from '../../src/core/answer.js';
import { CancelledError, UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import { displayWidth } from '../../src/render/markdown/text-width.js';
import { paintedWidth } from '../../src/render/markdown/text-width.js';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createCompareColumn, endColumn, pushEvent } from '../../src/ui/compare-column.js';
import { textWidthOf, toFinalLines, toLiveLines } from '../../src/ui/compare-layout.js';
import { createCompareTerminal } from '../../src/ui/compare-terminal.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import type { TerminalOutput } from '../../src/ui/window-size.js';
import { hostilePayloads } from '../render/hostile-payloads.js';
import { cutText, markdownText } from '../render/markdown/arbitrary-markdown.js';
import { createFakeTerminal } from './fake-terminal.js';
import type { FakeTerminal } from './fake-terminal.js';
import { boardSequences, outsideAlternate, ownSequences } from './own-sequences.js';
import { loadInk } from './present.js';
import { renderedLines } from './rendered-lines.js';

const names = ['openai/alpha', 'anthropic/beta', 'groq/gamma'];
const texts = names.map((name, index) => [
  `# Words of ${name}`, `Some *emphasised* text number ${index} with **strong words**, 中文文字 e\u0301 👍 שלום and a line that must be wrapped.`,
  `- one ${index}\n- two ${index}`, `\`\`\`js\nconst answer${index} = ${index}; // a comment that makes this line longer than a column is\n\`\`\``,
].join('\n\n'));

const clearing = /\u001b(?:\[[0-3]?J|c|\[\?1049|\[\?47|\[\d*;?\d*H)/;
const substance = (text: string): string => stripVTControlCharacters(text).replace(/[^\p{L}\p{N}\p{M}]/gu, '');
const whole = (text: string, width: number): string => substance(renderedLines(text, width).join('\n'));

let createView: CreateLiveView;
beforeAll(async () => {
  createView = await loadInk();
});

type Changes = { readonly isCached?: boolean; readonly loadView?: () => Promise<CreateLiveView>; readonly stderr?: TerminalOutput };

const createStage = (terminal: FakeTerminal, { isCached = false, loadView = () => Promise.resolve(createView), stderr = terminal.stdout }: Changes = {}) => {
  let nowMs = 0;
  const monotonicMs = (): number => (nowMs += 60);
  const presenter = createCompareTerminal({
    stdout: terminal.stdout, stderr, names, theme: createTheme({ color: true }), showReasoning: false, monotonicMs, stillMs: 0, loadView,
  });
  const recorders = names.map((name) => createAnswerRecorder({ provider: name.split('/')[0]!, model: name.split('/')[1]!, monotonicMs }));
  const push = async (index: number, event: StreamEvent): Promise<void> => {
    recorders[index]!.push(event);
    await presenter.push(index, event);
  };
  return {
    presenter, push,
    begin: async () => {
      for (const [index, name] of names.entries()) await push(index, { type: 'start', model: name, ...(isCached ? { cachedAgeMs: 60_000 } : {}) });
    },
    end: async (index: number, error?: UadaError) => {
      if (error === undefined) await push(index, { type: 'end', finishReason: 'stop' });
      await presenter.end(index, { answer: recorders[index]!.answer(), costUsd: 0.5, cacheKey: null, attempts: 1 }, error);
    },
  };
};

/** Three answers that come in turns, a resize now and then. */
const play = async (terminal: FakeTerminal, sizes: readonly (readonly [number, number])[] = [], changes: Changes = {}): Promise<void> => {
  const stage = createStage(terminal, changes);
  for (const index of names.keys()) stage.presenter.wait(index, 'waiting');
  await setTimeout(80);
  await stage.begin();
  const pieces = texts.map((text) => cutText(text, Array.from({ length: 30 }, (_, cut) => cut * 11)));
  for (let turn = 0; turn < 31; turn += 1) {
    for (const index of names.keys()) {
      const text = pieces[index]![turn];
      if (text !== undefined) await stage.push(index, { type: 'text', text });
    }
    const size = turn % 8 === 7 ? sizes[(turn - 7) / 8] : undefined;
    if (size === undefined) continue;
    await setTimeout(3);
    terminal.resize(...size);
    await setTimeout(3);
  }
  for (const index of names.keys()) await stage.end(index);
  await stage.presenter.close();
};

/** The text of one of three columns, from the top of the final answers. */
const columnOf = (lines: readonly string[], index: number): string => lines.map((line) => line.split(' │ ')[index] ?? '').join('');

describe('a comparison on a terminal', () => {
  it('leaves the answers side by side in the scrollback, each whole and in order, and a table below them', async () => {
    const terminal = createFakeTerminal(120, 24);
    await play(terminal);
    const lines = await terminal.lines();
    const from = lines.findLastIndex((line) => line.startsWith('openai/alpha') && line.includes('│'));
    const answers = lines.slice(from, lines.findLastIndex((line) => line.startsWith('model ')));
    for (const [index, text] of texts.entries()) expect(substance(columnOf(answers, index))).toContain(whole(text, 38));
    expect(lines.slice(-3).map((line) => line.split(/\s/)[0])).toEqual(names);
    expect(lines.slice(-3).join('\n')).toMatch(/soonest .*stop/);
    expect(lines.slice(0, from)).toEqual([]);
    expect(terminal.written()).toContain('\u001b[?25l');
    expect(outsideAlternate(terminal.written())).not.toMatch(clearing);
    expect(terminal.isCursorShown()).toBe(true);
  });

  it.each([[20, 24], [60, 40], [80, 10]])('stacks them in a window of %i×%i', async (columns, rows) => {
    const terminal = createFakeTerminal(columns, rows);
    await play(terminal);
    const seen = substance((await terminal.lines()).join(''));
    const places = texts.map((text) => seen.indexOf(whole(text, columns)));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual([...places].sort((left, right) => left - right));
    expect(outsideAlternate(terminal.written())).not.toMatch(clearing);
  });

  it('tells below the answers how each came, and breaks no word of it in a narrow window', async () => {
    const terminal = createFakeTerminal(40, 24);
    await play(terminal);
    // The emulator joins what it had to wrap.
    const lines = await terminal.lines();
    const told = lines.slice(lines.findLastIndex((line) => line === names[0]));
    expect(told.filter((line) => !line.startsWith('  ') && line !== '')).toEqual(names);
    expect(told.filter((line) => displayWidth(line) > 40)).toEqual([]);
    expect(told.join('\n')).toMatch(/ first token soonest(?: ·|\n)/);
  });

  it('reflows when the window changes, and leaves everything whole', async () => {
    const terminal = createFakeTerminal(120, 40);
    await play(terminal, [[80, 40], [50, 40], [140, 40]]);
    const lines = await terminal.lines();
    const answers = lines.slice(lines.findLastIndex((line) => line.startsWith('openai/alpha') && line.includes('│')));
    for (const [index, text] of texts.entries()) expect(substance(columnOf(answers, index))).toContain(whole(text, textWidthOf(3, 140)));
    expect(lines.filter((line) => line.includes('Words of openai')).length).toBe(1);
    expect(outsideAlternate(terminal.written())).not.toMatch(clearing);
    expect(terminal.isCursorShown()).toBe(true);
  });

  it.each([[[120, 10], [120, 5], [120, 24]], [[40, 5], [120, 1], [20, 24]]] as const)('leaves everything whole when the window gets lower, %j %j %j', async (...sizes) => {
    const terminal = createFakeTerminal(120, 24);
    await play(terminal, sizes);
    const lines = await terminal.lines();
    const [columns] = sizes[2];
    const from = lines.findLastIndex((line) => line.startsWith('openai/alpha') && (columns < 100 || line.includes('│')));
    const answers = lines.slice(columns < 100 ? 0 : from);
    for (const [index, text] of texts.entries()) {
      expect(substance(columns < 100 ? answers.join('') : columnOf(answers, index))).toContain(whole(text, textWidthOf(3, columns)));
    }
    expect(outsideAlternate(terminal.written())).not.toMatch(clearing);
  });

  it.each([[120, 24], [50, 24], [120, 10]])('has the whole window of %i×%i while it streams', async (columns, rows) => {
    const terminal = createFakeTerminal(columns, rows);
    const stage = createStage(terminal);
    stage.presenter.wait(0, 'waiting');
    await setTimeout(80);
    await stage.begin();
    for (const index of names.keys()) await stage.push(index, { type: 'text', text: `${'a line\n\n'.repeat(30)}and the last one` });
    const shown = await terminal.rows();
    expect(shown.length).toBeLessThanOrEqual(rows);
    expect(shown.length).toBeGreaterThanOrEqual(rows - 1);
    expect(shown[0]).toMatch(/^openai\/alpha/);
    expect(shown.at(-1)).toContain('and the last one');
    for (const index of names.keys()) await stage.end(index);
    await stage.presenter.close();
  });

  it('leaves the main screen as it was, and adds to it only at the end', async () => {
    const terminal = createFakeTerminal(120, 24);
    terminal.stdout.write('before\n');
    await play(terminal);
    expect((await terminal.lines()).slice(0, 2)).toEqual(['before', expect.stringMatching(/^openai\/alpha /)]);
    expect(terminal.written().match(/\u001b\[\?1049[hl]/g)).toEqual(['\u001b[?1049h', '\u001b[?1049l']);
  });

  it('loses nothing where a terminal has no alternate screen, and leaves nothing of the live part there', async () => {
    const terminal = createFakeTerminal(120, 24);
    const before = Array.from({ length: 20 }, (_, line) => `line ${line} of the shell`);
    terminal.stdout.write(before.map((line) => `${line}\n`).join(''));
    await play(terminal);
    const plain = createFakeTerminal(120, 24);
    plain.stdout.write(terminal.written().replace(/\u001b\[\?1049[hl]/g, ''));
    expect(await plain.lines()).toEqual(await terminal.lines());
  });

  it('goes back to the main screen in a window that has become too small, and comes again in a larger one', async () => {
    const terminal = createFakeTerminal(120, 24);
    await play(terminal, [[10, 3], [120, 24]]);
    await terminal.lines();
    expect(terminal.written().match(/\u001b\[\?1049[hl]/g)).toEqual(['\u001b[?1049h', '\u001b[?1049l', '\u001b[?1049h', '\u001b[?1049l']);
  });

  it('is written at once and without a view when all answers come out of the cache', async () => {
    const terminal = createFakeTerminal(120, 24);
    let loads = 0;
    const stage = createStage(terminal, { isCached: true, loadView: () => Promise.reject(new Error(`load ${(loads += 1)}`)) });
    await stage.begin();
    for (const [index, text] of texts.entries()) await stage.push(index, { type: 'text', text });
    for (const index of names.keys()) await stage.end(index);
    await stage.presenter.close();
    expect(loads).toBe(0);
    expect((await terminal.lines()).join('\n')).toMatch(/cached 1 min ago/);
    expect(terminal.written()).not.toMatch(/\u001b\[(?:\?|\d*[AGK])/);
  });

  it('shows what went wrong in the column, and keeps the others', async () => {
    const terminal = createFakeTerminal(120, 24);
    const stage = createStage(terminal);
    await stage.begin();
    await stage.push(0, { type: 'text', text: 'Half an answer' });
    await stage.push(1, { type: 'text', text: 'Whole.' });
    await stage.end(0, new UadaError('incomplete', 'openai broke off.', { hint: 'Ask again.' }));
    await stage.end(1);
    await stage.end(2, new CancelledError());
    await stage.presenter.close();
    const text = (await terminal.lines()).join('\n');
    for (const part of ['Half an answer', 'openai broke off. Ask again.', 'Whole.', 'failed', 'stopped']) expect(text).toContain(part);
  });

  it('lets no hostile sequence of an answer, a name or an error through', async () => {
    const terminal = createFakeTerminal(120, 24);
    const stage = createStage(terminal);
    await stage.begin();
    for (const [, payload] of hostilePayloads) {
      for (const text of [payload.slice(0, 2), `${payload.slice(2)} `]) await stage.push(0, { type: 'text', text });
      stage.presenter.wait(1, payload);
    }
    await stage.end(0);
    await stage.end(1, new UadaError('provider', hostilePayloads.map(([, payload]) => payload).join(' ')));
    await stage.end(2);
    await stage.presenter.close();
    expect(terminal.written().replace(boardSequences, '').replace(ownSequences, '').replace(/\u001b\[\d+m/g, '').match(/[^\n\t\x20-\x7e\xa0-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu)).toBeNull();
  });

  it('keeps warnings until the main screen is back, in their order', async () => {
    const terminal = createFakeTerminal(120, 24);
    const stage = createStage(terminal);
    stage.presenter.warn?.('uada: at once\n');
    stage.presenter.wait(0, 'waiting');
    await setTimeout(80);
    await stage.begin();
    for (const line of ['uada: careful\n', 'uada: and again\n']) stage.presenter.warn?.(line);
    await stage.push(0, { type: 'text', text: 'Fine.' });
    expect((await terminal.lines()).join('\n')).not.toContain('uada:');
    for (const index of names.keys()) await stage.end(index);
    await stage.presenter.close();
    expect((await terminal.lines()).slice(0, 4)).toEqual(['uada: at once', 'uada: careful', 'uada: and again', expect.stringMatching(/^openai\/alpha /)]);
  });

  it('writes a warning at once where that goes elsewhere', async () => {
    const terminal = createFakeTerminal(120, 24);
    const stderr = new PassThrough();
    const stage = createStage(terminal, { stderr });
    stage.presenter.wait(0, 'waiting');
    await setTimeout(80);
    await stage.begin();
    stage.presenter.warn?.('uada: careful\n');
    await stage.push(0, { type: 'text', text: 'Fine.' });
    expect(terminal.written()).not.toContain('\u001b[?1049l');
    expect(String(stderr.read())).toBe('uada: careful\n');
    await stage.presenter.close();
  });
});

describe('the layout', () => {
  it('is never higher nor wider than it may be, whatever the answers', () => {
    const events = fc.array(fc.tuple(fc.nat(2), markdownText), { maxLength: 8 });
    fc.assert(fc.property(events, fc.integer({ min: 20, max: 200 }), fc.integer({ min: 1, max: 50 }), fc.boolean(), (parts, columns, rows, isOver) => {
      const theme = createTheme({ color: true });
      const width = textWidthOf(3, columns);
      const all = names.map((name) => createCompareColumn(name, { theme, width, showReasoning: false, nowMs: 0 }));
      for (const [index, text] of parts) pushEvent(all[index]!, { type: 'text', text }, 100);
      const recorder = createAnswerRecorder({ provider: 'openai', model: 'alpha', monotonicMs: () => 5 });
      if (isOver) for (const column of all) endColumn(column, { answer: recorder.answer(), costUsd: null, cacheKey: null, attempts: 1 }, new UadaError('provider', 'It failed for a reason that takes several words.'));
      const lines = toLiveLines({ columns: all, theme, nowMs: 5000, size: { columns, rows } });
      expect(lines.length).toBeLessThanOrEqual(rows);
      expect(Math.max(0, ...lines.map(paintedWidth))).toBeLessThanOrEqual(columns);
      const last = toFinalLines(all, columns, theme);
      for (const [index] of parts) expect(last.join('\n')).toContain(names[index]!.slice(0, 5));
    }), { numRuns: 50 });
  });
});
