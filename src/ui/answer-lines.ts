import { createMarkdownStream } from '../render/markdown/markdown-stream.js';
import type { MarkdownStream } from '../render/markdown/markdown-stream.js';
import { createTheme } from '../render/markdown/theme.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import { createSanitiser } from '../render/sanitiser.js';
import { formatSpan } from '../render/usage-line.js';

/** An answer on its way to terminal lines: reasoning, then text. Nothing of it draws. */
export type AnswerLines = {
  addReasoning(text: string): void;
  addText(text: string): void;
  /** Lines finished since the last call. */
  take(): readonly string[];
  tail(): readonly string[];
  /** Finishes what can be: the tail was too long to be drawn again and again. */
  settle(): void;
  /** Ends the answer; the rest comes with the next `take`. */
  finish(): void;
  /** Goes on in another width, in which the tail is set anew. */
  reflow(width: number): void;
  /** Tokens of reasoning so far, estimated from its length; 0 once the text has begun. */
  thinkingTokens(): number;
};

export type AnswerLinesOptions = {
  readonly theme: MarkdownTheme;
  readonly width: number;
  readonly showReasoning: boolean;
  readonly monotonicMs: () => number;
};

/** A token of English prose or code is about four characters long. */
const charactersPerToken = 4;

type Phase = { stream: MarkdownStream; readonly isReasoning: boolean };

export const createAnswerLines = ({ theme, width: startWidth, showReasoning, monotonicMs }: AnswerLinesOptions): AnswerLines => {
  const faint = theme.add(theme.plain, 'faint').paint;
  const sanitisers = { reasoning: createSanitiser(), text: createSanitiser() };
  const bare = createTheme({ color: false });
  const lines: string[] = [];
  let width = startWidth;
  let phase: Phase | undefined;
  let thinking: { readonly sinceMs: number; characters: number } | undefined;

  const look = (from: Phase, made: readonly string[]): readonly string[] => (from.isReasoning ? made.map(faint) : made);

  const begin = (isReasoning: boolean): Phase => {
    if (phase?.isReasoning === isReasoning) return phase;
    if (phase !== undefined) endPhase(phase);
    phase = { stream: createMarkdownStream({ width, theme: isReasoning ? bare : theme }), isReasoning };
    return phase;
  };

  const endPhase = (ended: Phase): void => {
    const rest = sanitisers[ended.isReasoning ? 'reasoning' : 'text'].finish();
    lines.push(...look(ended, [...ended.stream.push(rest), ...ended.stream.finish()]));
    if (ended.isReasoning) lines.push('');
    phase = undefined;
  };

  const endThinking = (): void => {
    if (thinking === undefined) return;
    const tokens = Math.ceil(thinking.characters / charactersPerToken);
    if (!showReasoning) lines.push(faint(`thought for ${formatSpan(monotonicMs() - thinking.sinceMs)}, about ${tokens} tokens`), '');
    thinking = undefined;
  };

  return {
    addReasoning: (text) => {
      thinking ??= { sinceMs: monotonicMs(), characters: 0 };
      thinking.characters += text.length;
      if (!showReasoning) return;
      const current = begin(true);
      lines.push(...look(current, current.stream.push(sanitisers.reasoning.push(text))));
    },
    addText: (text) => {
      if (text === '') return;
      endThinking();
      lines.push(...begin(false).stream.push(sanitisers.text.push(text)));
    },
    take: () => lines.splice(0),
    tail: () => (phase === undefined ? [] : look(phase, phase.stream.tail())),
    settle: () => {
      if (phase !== undefined) lines.push(...look(phase, phase.stream.settle()));
    },
    finish: () => {
      if (phase !== undefined) endPhase(phase);
      endThinking();
      while (lines.at(-1) === '') lines.pop();
    },
    reflow: (next) => {
      width = next;
      if (phase !== undefined) lines.push(...look(phase, phase.stream.reflow(next)));
    },
    thinkingTokens: () => (thinking === undefined ? 0 : Math.ceil(thinking.characters / charactersPerToken)),
  };
};
