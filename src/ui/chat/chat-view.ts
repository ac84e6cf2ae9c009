import type { MarkdownTheme } from '../../render/markdown/theme.js';
import { createWriter } from '../../render/writer.js';
import type { CreateLiveView } from '../screen.js';
import type { TerminalOutput } from '../window-size.js';
import type { ChatPort } from './chat-port.js';
import { createEnding } from './chat-ending.js';
import type { Ending } from './chat-ending.js';
import { createChatScreen } from './chat-screen.js';
import type { ChatSession, Leaving } from './chat-session.js';
import { createEditor } from './editor/editor-state.js';
import type { EditorRoom, EditorView } from './editor-view.js';
import { viewEditor } from './editor-view.js';
import { handleKey } from './handle-key.js';
import { readKeys } from './key-input.js';
import { keyboardModeOf } from './keyboard-mode.js';
import { toOpeningLines } from './opening-lines.js';
import type { TerminalInput } from './terminal-modes.js';
import { createTerminalModes } from './terminal-modes.js';

export type ChatViewOptions = {
  readonly stdin: TerminalInput;
  readonly stdout: TerminalOutput;
  /** What TERM says: how keys are told apart, and tails taken away, depends on it. */
  readonly term?: string | undefined;
  /** Whether the terminal wraps lines anew in a narrower window, and does not cut them. @default true */
  readonly wrapsAnew?: boolean | undefined;
  readonly port: ChatPort;
  readonly theme: MarkdownTheme;
  /** Reasoning in full, dimmed; otherwise one line tells that the model thinks. */
  readonly showReasoning: boolean;
  /** Monotonic clock, milliseconds. */
  readonly monotonicMs: () => number;
  /** Ends the chat in an orderly way. */
  readonly signal: AbortSignal;
  /** Loads the part that draws. @default Ink */
  readonly loadView?: (() => Promise<CreateLiveView>) | undefined;
};

const loadInk = async (): Promise<CreateLiveView> => (await import('../load-ink.js')).loadInk();

const statusOf = ({ hint, running, port }: ChatSession): string => {
  if (hint !== undefined) return hint;
  const files = port.attachments();
  const parts = [port.model(), port.session(), files.length === 0 ? undefined : `with ${files.join(', ')}`];
  const keys = running === undefined ? ['Enter sends', 'Alt+Enter new line', '/help'] : ['Esc stops', 'Enter sends behind it'];
  return [...parts, ...keys].filter((part) => part !== undefined).join(' · ');
};

const viewOf = (session: ChatSession, room: EditorRoom): EditorView =>
  viewEditor(session.editor, { ...room, theme: session.theme, placeholder: 'Ask something', status: statusOf(session) });

const createSession = (options: ChatViewOptions, ending: Ending): ChatSession => {
  const { stdin, stdout, term, wrapsAnew, port, theme, showReasoning, monotonicMs } = options;
  const writer = createWriter(stdout);
  const screen = createChatScreen({ stdout, writer, monotonicMs, term, wrapsAnew, bottom: (room) => viewOf(session, room), onFailure: ending.crash });
  const session: ChatSession = {
    port, screen, writer, theme, showReasoning, isLinear: false, monotonicMs, modes: createTerminalModes(stdin, stdout, keyboardModeOf(term)), editor: createEditor(),
    hint: undefined, armed: undefined, running: undefined, isQueued: false, isBusy: false, leave: ending.leave, crash: ending.crash,
  };
  return session;
};

const loadPrompts = async (session: ChatSession): Promise<void> => {
  const prompts = await session.port.prompts();
  session.editor = { ...session.editor, prompts: [...prompts, ...session.editor.prompts] };
};

/** Watches for whoever stops or continues the process from outside. */
const watchSuspend = (session: ChatSession): (() => void) => {
  const onContinue = (): void => {
    session.modes.leave();
    session.modes.enter();
    void session.screen.yield(() => Promise.resolve());
  };
  if (process.platform !== 'win32') process.on('SIGCONT', onContinue);
  return () => void process.off('SIGCONT', onContinue);
};

const close = async (session: ChatSession, ...stops: readonly (() => void)[]): Promise<void> => {
  stops.forEach((stop) => stop());
  const { running } = session;
  running?.stop();
  try {
    await running?.done;
    // A terminal that has gone takes nothing more.
    await session.screen.close().catch(() => undefined);
  } finally {
    session.modes.leave();
  }
};

/**
 * A conversation on a terminal, until the person leaves it. Ink draws the end of the answer and the prompt; what is
 * finished is plain text in the scrollback. Rejects with the signal's reason when that ends it; the terminal is in
 * order in any case.
 */
export const runChatView = async (options: ChatViewOptions): Promise<Leaving> => {
  const ending = createEnding(options.signal);
  const session = createSession(options, ending);
  const { screen, modes, port, theme } = session;
  modes.enter();
  const keys = readKeys(options.stdin, (all) => {
    for (const key of all) handleKey(session, key);
    void screen.refresh();
  }, () => ending.leave('command'));
  const endWatch = watchSuspend(session);
  screen.print(toOpeningLines(port, screen.columns(), theme));
  (options.loadView ?? loadInk)().then((createView) => {
    screen.enable(createView);
    return loadPrompts(session);
  }).catch(ending.crash);
  try {
    return await ending.ended;
  } finally {
    await close(session, () => keys.stop(), endWatch);
  }
};

