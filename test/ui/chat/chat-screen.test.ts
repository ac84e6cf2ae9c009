import { setTimeout } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTheme } from '../../../src/render/markdown/theme.js';
import { createWriter } from '../../../src/render/writer.js';
import { createChatScreen } from '../../../src/ui/chat/chat-screen.js';
import type { ChatScreen } from '../../../src/ui/chat/chat-screen.js';
import { viewEditor } from '../../../src/ui/chat/editor-view.js';
import { replaceAll } from '../../../src/ui/chat/editor/edits.js';
import { createEditor } from '../../../src/ui/chat/editor/editor-state.js';
import { createTurnView } from '../../../src/ui/chat/turn-view.js';
import type { CreateLiveView } from '../../../src/ui/screen.js';
import { createFakeTerminal } from '../fake-terminal.js';
import type { FakeTerminal } from '../fake-terminal.js';
import { loadInk } from '../present.js';

const theme = createTheme({ color: true });
const letters = (text: string): string => stripVTControlCharacters(text).replace(/[^\p{L}\p{N}]/gu, '');
const sentences = Array.from({ length: 40 }, (_, index) => `Sentence ${index} goes on until the line is full.`);
/** Short paragraphs, and one that stays unfinished over many rows. */
const answer = `${sentences.slice(0, 20).join('\n\n')}\n\n${sentences.slice(20).join(' ')}`;

let createView: CreateLiveView;
beforeAll(async () => {
  createView = await loadInk();
});

type Stage = { readonly terminal: FakeTerminal; readonly screen: ChatScreen; readonly failures: Error[] };

const prompt = replaceAll(createEditor(), 'typed meanwhile\nin two lines');

const createStage = (terminal: FakeTerminal, { shownPrompt = prompt, wrapsAnew = true } = {}): Stage => {
  let nowMs = 0;
  const failures: Error[] = [];
  const screen = createChatScreen({
    stdout: terminal.stdout, writer: createWriter(terminal.stdout), monotonicMs: () => (nowMs += 50), stillMs: 0, wrapsAnew,
    bottom: (room) => viewEditor(shownPrompt, { ...room, theme, placeholder: '', status: 'status line' }),
    onFailure: (error) => failures.push(error),
  });
  return { terminal, screen, failures };
};

/** Streams the answer in pieces; `between` is called behind each frame. */
const play = async ({ terminal, screen, failures }: Stage, between: (piece: number) => Promise<void>): Promise<string> => {
  screen.enable(createView);
  const turn = createTurnView({ theme, width: screen.columns(), showReasoning: false, monotonicMs: () => 0 });
  screen.begin(turn);
  const pieces = answer.match(/[^]{1,45}/g) ?? [];
  for (const [index, piece] of pieces.entries()) {
    turn.add('text', piece);
    await screen.refresh();
    await terminal.lines();
    await between(index);
  }
  screen.end(['the end']);
  await screen.refresh();
  const last = (await terminal.lines()).join('\n');
  await screen.close();
  expect(failures).toEqual([]);
  return last;
};

const heights = [10, 5, 24, 4, 1, 24, 12, 6, 30];
const widths = [60, 40, 80, 30, 120, 21, 80, 15, 80];

describe('the screen of a chat', () => {
  it.each([
    ['lower and higher', heights.map((rows) => [80, rows] as const)],
    ['narrower and wider', widths.map((columns) => [columns, 24] as const)],
    ['smaller and larger', heights.map((rows, index) => [widths[index] ?? 80, rows] as const)],
  ])('holds every letter of an answer once when the window gets %s', async (_name, sizes) => {
    const terminal = createFakeTerminal(80, 24);
    const seen = await play(createStage(terminal), async (piece) => {
      const size = piece % 4 === 3 ? sizes[(piece - 3) / 4] : undefined;
      if (size === undefined) return;
      terminal.resize(...size);
      await setTimeout(3);
    });
    expect(letters(seen)).toContain(letters(answer));
    expect((await terminal.lines()).join('\n')).not.toContain('status line');
  });

  it('holds every letter of an answer once when frames are drawn before the program hears of another size', async () => {
    const terminal = createFakeTerminal(80, 24);
    let hear: (() => void) | undefined;
    const seen = await play(createStage(terminal), async (piece) => {
      const index = (piece - 2) / 4;
      const rows = heights[index];
      if (rows !== undefined) hear = terminal.resizeUnheard(widths[index] ?? 80, rows);
      if (piece % 4 !== 0) return;
      hear?.();
      await setTimeout(3);
    });
    expect(letters(seen)).toContain(letters(answer));
  });

  it.each([true, false])('keeps what is above a prompt of long lines when the window gets narrower and wraps lines anew: %s', async (wrapsAnew) => {
    const terminal = createFakeTerminal(80, 24, { wrapsAnew });
    const shownPrompt = replaceAll(createEditor(), ['first', 'second', 'third', 'fourth'].map((word) => word + '-'.repeat(60)).join('\n'));
    const { screen } = createStage(terminal, { shownPrompt, wrapsAnew });
    screen.enable(createView);
    screen.print(sentences.slice(0, 5).map((_sentence, index) => `kept ${index}`));
    await screen.refresh();
    await terminal.lines();
    terminal.resize(40, 24);
    await setTimeout(3);
    await screen.refresh();
    const words = (await terminal.lines()).join('\n').match(/kept \d|first|second|third|fourth/g);
    await screen.close();
    expect(words).toEqual(['kept 0', 'kept 1', 'kept 2', 'kept 3', 'kept 4', 'first', 'second', 'third', 'fourth']);
  });
});
