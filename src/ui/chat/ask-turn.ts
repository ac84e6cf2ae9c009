import { CancelledError, UadaError } from '../../core/errors.js';
import { redact } from '../../core/secret.js';
import { toSpokenUsage, toSpokenWait } from '../../render/linear.js';
import { toUsageLine } from '../../render/usage-line.js';
import { wrapParts } from '../../render/wrap-parts.js';
import { wrapWords } from '../../render/wrap-words.js';
import type { AnswerWatch, Asked } from './chat-port.js';
import type { ChatSession } from './chat-session.js';
import { say, toFailureText } from './chat-session.js';
import type { EditorState } from './editor/editor-state.js';
import { createTurnView } from './turn-view.js';

type Ask = (watch: AnswerWatch) => Promise<Asked>;

const isStopped = (failure: UadaError | undefined): boolean => failure instanceof CancelledError;

/** What stands below an answer. */
const closingOf = ({ theme, screen, isLinear }: ChatSession, { report, failure, notice, isKept }: Asked): readonly string[] => {
  const columns = screen.columns();
  const faint = theme.add(theme.plain, 'faint');
  const isCut = isStopped(failure);
  const footer = report === undefined || !isKept ? [] : wrapParts(isLinear ? toSpokenUsage(report, isCut ? 'Stopped' : 'Done') : `${isCut ? 'stopped · ' : ''}${toUsageLine(report)}`, columns, faint);
  const said = [
    ...(notice === undefined ? [] : wrapWords(notice, columns, faint)),
    ...(failure === undefined || isCut ? [] : wrapWords(redact(toFailureText(failure)), columns, theme.add(theme.plain, 'removed'))),
    ...(isCut && !isKept ? wrapWords('stopped before the first word', columns, faint) : []),
  ];
  return [...(footer.length > 0 ? ['', ...footer] : []), ...(said.length > 0 && footer.length > 0 ? said : said.length > 0 ? ['', ...said] : [])];
};

/** A message without an answer comes back to be sent again; nothing typed is lost. */
const giveBack = (session: ChatSession, sent: EditorState): void => {
  if (session.editor.text === '') session.editor = { ...sent, prompts: session.editor.prompts, browsing: undefined };
  else session.hint = 'The message that got no answer: Ctrl-P brings it back.';
};

const watchOf = (session: ChatSession, signal: AbortSignal, turn: ReturnType<typeof createTurnView>): AnswerWatch => ({
  signal,
  onEvent: (event) => {
    if (event.type === 'text' || event.type === 'reasoning') turn.add(event.type, event.text);
    return event.type === 'end' ? Promise.resolve() : session.screen.refresh();
  },
  wait: (what, pause) => {
    turn.wait(what, pause);
    if (session.isLinear && pause !== undefined) say(session, toSpokenWait(what, pause));
    void session.screen.refresh();
  },
  warn: (line) => say(session, line),
});

const run = async (session: ChatSession, ask: Ask, signal: AbortSignal, sent: EditorState | undefined): Promise<void> => {
  const { screen, theme, showReasoning, isLinear, monotonicMs } = session;
  const turn = createTurnView({ theme, width: screen.columns(), showReasoning, isRaw: isLinear, monotonicMs });
  screen.begin(turn);
  let closing: readonly string[] = [];
  try {
    const asked = await ask(watchOf(session, signal, turn));
    if (asked.failure !== undefined) session.isQueued = false;
    if (!asked.isKept && sent !== undefined) giveBack(session, sent);
    closing = closingOf(session, asked);
  } catch (error) {
    session.isQueued = false;
    if (sent !== undefined) giveBack(session, sent);
    if (!(error instanceof UadaError)) throw error;
    closing = ['', ...wrapWords(redact(toFailureText(error)), screen.columns(), theme.add(theme.plain, 'removed'))];
  } finally {
    session.running = undefined;
    screen.end(closing);
  }
};

/** Shows an answer as it comes, while the next prompt can be written. `sent` is what was written to get it. */
export const askTurn = (session: ChatSession, ask: Ask, sent?: EditorState): void => {
  const controller = new AbortController();
  // Begun in the next turn of the event loop, so that `running` is there before anything can happen.
  const done = Promise.resolve().then(() => run(session, ask, controller.signal, sent)).catch(session.crash);
  session.running = { stop: () => controller.abort(new CancelledError()), done };
};
