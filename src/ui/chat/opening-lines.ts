import type { MarkdownTheme } from '../../render/markdown/theme.js';
import { createAnswerLines } from '../answer-lines.js';
import { wrapWords } from '../../render/wrap-words.js';
import { createRawLines } from './raw-lines.js';
import type { ChatPort, PastTurn } from './chat-port.js';
import { toOldPromptLines } from './prompt-lines.js';

/** Of a conversation that is taken up again at least its last turn is shown, and so many lines if there are. */
const enoughLines = 60;

const toAnswerLines = (text: string, width: number, theme: MarkdownTheme, isRaw: boolean): readonly string[] => {
  const lines = (isRaw ? createRawLines : createAnswerLines)({ theme, width, showReasoning: false, monotonicMs: () => 0 });
  lines.addText(text);
  lines.finish();
  return lines.take();
};

const toTurnLines = ({ prompt, answer }: PastTurn, width: number, theme: MarkdownTheme, isRaw: boolean): readonly string[] =>
  ['', ...toOldPromptLines(prompt, width, theme), '', ...toAnswerLines(answer, width, theme, isRaw)];

/** What a chat begins with: who is asked, and the last turns of a conversation that goes on; the answers as they were written for screen readers. */
export const toOpeningLines = (port: ChatPort, width: number, theme: MarkdownTheme, isRaw = false): readonly string[] => {
  const faint = theme.add(theme.plain, 'faint');
  const turns = port.turns();
  let shown: readonly string[] = [];
  let first = turns.length;
  for (; first > 0 && shown.length < enoughLines; first -= 1) {
    const turn = turns[first - 1];
    if (turn !== undefined) shown = [...toTurnLines(turn, width, theme, isRaw), ...shown];
  }
  const session = port.session();
  const title = `uada chat · ${port.model()}${session === undefined ? '' : ` · ${session}`}`;
  const left = first > 0 ? ['', ...wrapWords(`… ${first} earlier ${first === 1 ? 'turn' : 'turns'}`, width, faint)] : [];
  return [...wrapWords(title, width, theme.add(theme.plain, 'strong')), ...left, ...shown];
};
