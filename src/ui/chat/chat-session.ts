import type { UadaError } from '../../core/errors.js';
import type { MarkdownTheme, StyleName } from '../../render/markdown/theme.js';
import type { Writer } from '../../render/writer.js';
import { wrapWords } from '../../render/wrap-words.js';
import type { ChatPort } from './chat-port.js';
import type { ChatScreen } from './chat-screen.js';
import type { EditorState } from './editor/editor-state.js';
import type { TerminalModes } from './terminal-modes.js';

/** How a chat was left. */
export type Leaving = 'command' | 'interrupt';

/** A chat on a terminal while it goes on. */
export type ChatSession = {
  readonly port: ChatPort;
  readonly screen: ChatScreen;
  readonly writer: Writer;
  readonly modes: TerminalModes;
  readonly theme: MarkdownTheme;
  readonly showReasoning: boolean;
  /** For screen readers: whole lines and sentences, nothing drawn. */
  readonly isLinear: boolean;
  readonly monotonicMs: () => number;
  editor: EditorState;
  /** A word for the person in the line below the prompt, until the next key. */
  hint: string | undefined;
  /** The key that was pressed last, where pressing it again means more. */
  armed: 'ctrl+c' | 'escape' | undefined;
  /** The answer that is coming. */
  running: { readonly stop: () => void; readonly done: Promise<void> } | undefined;
  /** What is written goes out behind the answer that is coming, unless a key is pressed before. */
  isQueued: boolean;
  /** A command is at work. */
  isBusy: boolean;
  readonly leave: (leaving: Leaving) => void;
  /** Ends the chat with an error nobody expected. */
  readonly crash: (error: unknown) => void;
};

/** Puts a message of the program into the scrollback. */
export const say = ({ screen, theme }: ChatSession, text: string, style: StyleName = 'faint'): void =>
  screen.print(['', ...wrapWords(text, screen.columns(), theme.add(theme.plain, style))]);

/** A failure as one sentence and what to do next. */
export const toFailureText = ({ message, hint }: UadaError): string => `error: ${message}${hint === undefined ? '' : ` ${hint}`}`;

/** Shows a word below the prompt. */
export const hintAt = (session: ChatSession, hint: string): void => {
  session.hint = hint;
  void session.screen.refresh();
};
