import type { MarkdownTheme } from '../render/markdown/theme.js';
import { wrapPainted } from '../render/markdown/painted-lines.js';
import { createAnswerLines } from './answer-lines.js';
import type { AnswerLines } from './answer-lines.js';

/** An answer as lines within a width that can change: what is not in the scrollback yet is set anew. */
export type ColumnText = {
  add(kind: 'reasoning' | 'text', text: string, atMs: number): void;
  /** Sets everything in another width. */
  reflow(width: number): void;
  /** The last lines, the unfinished ones included. */
  last(count: number): readonly string[];
  /** Tokens of reasoning while the model thinks. */
  thinkingTokens(): number;
  /** Ends the answer. */
  finish(): void;
};

export type ColumnTextOptions = { readonly theme: MarkdownTheme; readonly width: number; readonly showReasoning: boolean };

/** Consecutive text of one kind, and when it began. */
type Piece = { readonly kind: 'reasoning' | 'text'; readonly atMs: number; text: string };

/** A tail longer than this is not set again and again. */
const longestTail = 40;

export const createColumnText = ({ theme, width: startWidth, showReasoning }: ColumnTextOptions): ColumnText => {
  const pieces: Piece[] = [];
  let width = startWidth;
  let nowMs = 0;
  let isFinished = false;
  const begin = (): AnswerLines => createAnswerLines({ theme, width, showReasoning, monotonicMs: () => nowMs });
  let answer = begin();
  let lines: string[] = [];

  const feed = (kind: Piece['kind'], text: string, atMs: number): void => {
    nowMs = atMs;
    if (kind === 'text') answer.addText(text);
    else answer.addReasoning(text);
  };
  const collect = (): void => {
    for (const line of answer.take()) lines.push(...wrapPainted(line, width));
  };
  const remember = (kind: Piece['kind'], text: string, atMs: number): void => {
    const before = pieces.at(-1);
    if (before?.kind === kind) before.text += text;
    else pieces.push({ kind, text, atMs });
  };

  return {
    add: (kind, text, atMs) => {
      if (text === '') return;
      remember(kind, text, atMs);
      feed(kind, text, atMs);
    },
    reflow: (next) => {
      if (next === width) return;
      width = next;
      answer = begin();
      lines = [];
      for (const { kind, text, atMs } of pieces) feed(kind, text, atMs);
      if (isFinished) answer.finish();
    },
    last: (count) => {
      collect();
      const tail = answer.tail();
      if (tail.length > longestTail) answer.settle();
      if (count <= 0) return [];
      return [...lines.slice(-count), ...tail.flatMap((line) => wrapPainted(line, width))].slice(-count);
    },
    thinkingTokens: () => answer.thinkingTokens(),
    finish: () => {
      isFinished = true;
      answer.finish();
    },
  };
};
