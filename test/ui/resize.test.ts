import { beforeAll, describe, expect, it } from 'vitest';
import { createTheme } from '../../src/render/markdown/theme.js';
import { createWriter } from '../../src/render/writer.js';
import { createChatScreen } from '../../src/ui/chat/chat-screen.js';
import { viewEditor } from '../../src/ui/chat/editor-view.js';
import { replaceAll } from '../../src/ui/chat/editor/edits.js';
import { createEditor } from '../../src/ui/chat/editor/editor-state.js';
import { createTurnView } from '../../src/ui/chat/turn-view.js';
import type { CreateLiveView } from '../../src/ui/screen.js';
import { testSeed } from '../helpers/seeded-random.js';
import { createAdversary, judge, substanceOf } from './adversary.js';
import type { Adversary } from './adversary.js';
import { createFakeTerminal } from './fake-terminal.js';
import { createStage, loadInk } from './present.js';
import { streamUnheard } from './stream-unheard.js';
import { renderedLines } from './rendered-lines.js';

/** Runs of each view; UADA_TEST_RUNS=N makes more. */
const runs = Number(process.env['UADA_TEST_RUNS'] ?? 12);
const adversaries = Array.from({ length: runs }, (_, run) => createAdversary(testSeed + run));
const theme = createTheme({ color: true });

let createView: CreateLiveView;
beforeAll(async () => {
  createView = await loadInk();
});

const rendered = ({ pieces, columns }: Adversary): string => renderedLines(pieces.join(''), columns).join('\n');

const showAnswer = async (adversary: Adversary): Promise<string> => {
  const terminal = createFakeTerminal(adversary.columns, adversary.rows);
  const stage = createStage(terminal, { loadView: () => Promise.resolve(createView), stillMs: 0 });
  await stage.push({ type: 'start', model: 'answering' });
  await streamUnheard(terminal, adversary, (text) => stage.push({ type: 'text', text }));
  await stage.fail();
  return (await terminal.lines()).join('\n');
};

const showInChat = async (adversary: Adversary): Promise<string> => {
  const { columns, rows } = adversary;
  const terminal = createFakeTerminal(columns, rows);
  const prompt = replaceAll(createEditor(), '===\n- -');
  let nowMs = 0;
  const screen = createChatScreen({
    stdout: terminal.stdout, writer: createWriter(terminal.stdout), monotonicMs: () => (nowMs += 50), stillMs: 0,
    bottom: (room) => viewEditor(prompt, { ...room, theme, placeholder: '', status: '::' }), onFailure: (error) => expect(error).toBeUndefined(),
  });
  screen.enable(createView);
  const turn = createTurnView({ theme, width: columns, showReasoning: false, monotonicMs: () => 0 });
  screen.begin(turn);
  await streamUnheard(terminal, adversary, (text) => {
    turn.add('text', text);
    return screen.refresh();
  });
  screen.end([]);
  await screen.refresh();
  await screen.close();
  return (await terminal.lines()).join('\n');
};

/** What the runs came to, by their number. */
const judgeAll = async (show: (adversary: Adversary) => Promise<string>): Promise<readonly string[]> => {
  const verdicts: string[] = [];
  for (const [run, adversary] of adversaries.entries()) {
    verdicts.push(`run ${run}: ${judge(substanceOf(await show(adversary)), substanceOf(rendered(adversary)))}`);
  }
  return verdicts;
};
const allWhole = adversaries.map((_, run) => `run ${run}: whole`);

describe('a window that changes its size before the program hears of it', () => {
  it('holds every letter of an answer once', async () => {
    expect(await judgeAll(showAnswer)).toEqual(allWhole);
  }, 600_000);

  it('holds every letter of an answer in a chat once', async () => {
    expect(await judgeAll(showInChat)).toEqual(allWhole);
  }, 600_000);
});
