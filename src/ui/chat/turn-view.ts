import type { Pause } from '../../core/pause.js';
import type { MarkdownTheme } from '../../render/markdown/theme.js';
import { createAnswerLines } from '../answer-lines.js';
import { createRawLines } from './raw-lines.js';
import { toWaitingLine } from '../waiting-line.js';
import type { Waiting } from '../waiting-line.js';

export type TurnViewOptions = {
  readonly theme: MarkdownTheme;
  readonly width: number;
  readonly showReasoning: boolean;
  /** The text as it was written, for screen readers. @default false */
  readonly isRaw?: boolean;
  readonly monotonicMs: () => number;
};

/** An answer that is coming. What is added is worked on with the next frame. */
export type TurnView = {
  add(kind: 'reasoning' | 'text', text: string): void;
  /** Says what is waited for, until there is text. */
  wait(what: string, pause?: Pause): void;
  isWaiting(): boolean;
  /** Lines finished since the last frame, and the tail below them, at most so many rows. */
  advance(tailRows: number): { readonly finished: readonly string[]; readonly tail: readonly string[] };
  /** Goes on in another width, in which the tail is set anew. */
  reflow(width: number): void;
  /** All that is left. */
  finish(): readonly string[];
};

type Piece = { readonly kind: 'reasoning' | 'text'; text: string };

export const createTurnView = (options: TurnViewOptions): TurnView => {
  const { theme, monotonicMs } = options;
  const answer = (options.isRaw === true ? createRawLines : createAnswerLines)(options);
  let { width } = options;
  let pieces: Piece[] = [];
  let waiting: Omit<Waiting, 'thinkingTokens'> | undefined = { what: 'waiting', sinceMs: monotonicMs() };

  const takePieces = (): void => {
    for (const { kind, text } of pieces) {
      if (kind === 'text') answer.addText(text);
      else answer.addReasoning(text);
    }
    pieces = [];
  };

  const tailOf = (): readonly string[] => {
    const tail = answer.tail();
    if (tail.length > 0 || waiting === undefined) return tail;
    return [toWaitingLine({ ...waiting, thinkingTokens: answer.thinkingTokens() }, monotonicMs(), width, theme)];
  };

  return {
    add: (kind, text) => {
      if (text === '') return;
      if (kind === 'text') waiting = undefined;
      const last = pieces.at(-1);
      if (last?.kind === kind) last.text += text;
      else pieces.push({ kind, text });
    },
    wait: (what, pause) => {
      if (waiting !== undefined) waiting = { what, pause, sinceMs: monotonicMs() };
    },
    isWaiting: () => waiting !== undefined,
    advance: (tailRows) => {
      takePieces();
      if (answer.tail().length > tailRows) answer.settle();
      const finished = answer.take();
      return { finished, tail: tailRows <= 0 ? [] : tailOf().slice(-tailRows) };
    },
    reflow: (next) => {
      width = next;
      answer.reflow(next);
    },
    finish: () => {
      waiting = undefined;
      takePieces();
      answer.finish();
      return answer.take();
    },
  };
};
