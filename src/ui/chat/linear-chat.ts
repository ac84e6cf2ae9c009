import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import { createTheme } from '../../render/markdown/theme.js';
import { createWriter } from '../../render/writer.js';
import { createDelay } from '../delay.js';
import { createEnding } from './chat-ending.js';
import type { Ending } from './chat-ending.js';
import type { ChatSession, Leaving } from './chat-session.js';
import type { ChatViewOptions } from './chat-view.js';
import { replaceAll } from './editor/edits.js';
import { createEditor } from './editor/editor-state.js';
import { createLinearScreen } from './linear-screen.js';
import { toOpeningLines } from './opening-lines.js';
import { submit } from './submit.js';

/** Lines that come this close together were pasted, and are one message. */
const pasteMs = 20;

const noModes = { enter: () => undefined, leave: () => undefined };

type Talk = { readonly session: ChatSession; readonly lines: Interface; readonly typed: string[]; isAsking: boolean };

const isIdle = ({ running, isBusy }: ChatSession): boolean => running === undefined && !isBusy;

const sayHint = ({ session }: Talk): void => {
  const { hint } = session;
  session.hint = undefined;
  if (hint !== undefined) session.screen.print([hint]);
};

/** What could not be sent is not typed anew by a program: the person decides. */
const dropReturned = ({ session }: Talk): void => {
  if (session.editor.text === '' || session.editor.text.endsWith('\n')) return;
  session.editor = createEditor(session.editor.prompts);
  session.screen.print(['/retry sends the message again.']);
};

/** Asks for the next line when nothing else goes on. */
const askNext = (talk: Talk): void => {
  sayHint(talk);
  if (!isIdle(talk.session) || talk.isAsking) return;
  if (talk.typed.length > 0) {
    send(talk);
    return;
  }
  dropReturned(talk);
  talk.isAsking = true;
  talk.lines.prompt();
};

const send = (talk: Talk): void => {
  const { session } = talk;
  if (!isIdle(session)) return;
  const text = talk.typed.splice(0).join('\n');
  talk.isAsking = false;
  session.armed = undefined;
  session.editor = replaceAll(session.editor, session.editor.text + text);
  submit(session);
  if (isIdle(session) && !session.editor.text.endsWith('\n')) session.editor = createEditor(session.editor.prompts);
  askNext(talk);
};

const interrupt = (talk: Talk): void => {
  const { session } = talk;
  if (session.running !== undefined) {
    session.running.stop();
  } else if (session.armed === 'ctrl+c') {
    session.leave('interrupt');
  } else {
    session.armed = 'ctrl+c';
    talk.isAsking = false;
    session.hint = 'Ctrl-C again leaves.';
    askNext(talk);
  }
};

const createTalk = async (options: ChatViewOptions, ending: Ending): Promise<Talk> => {
  const { stdin, stdout, port, showReasoning, monotonicMs } = options;
  const writer = createWriter(stdout);
  const history = (await port.prompts()).filter((prompt) => !prompt.includes('\n')).reverse();
  const lines = createInterface({ input: stdin, output: stdout, prompt: 'You: ', history: [...history] });
  const screen = createLinearScreen({ writer, onChange: () => askNext(talk), onFailure: ending.crash });
  const session: ChatSession = {
    port, screen, writer, showReasoning, isLinear: true, monotonicMs, theme: createTheme({ color: false }), modes: noModes, editor: createEditor(),
    hint: undefined, armed: undefined, running: undefined, isQueued: false, isBusy: false, leave: ending.leave, crash: ending.crash,
  };
  const talk: Talk = { session, lines, typed: [], isAsking: false };
  return talk;
};

/** A conversation for screen readers: a line is asked for, an answer is written as its lines get whole, and so on until the person leaves. */
export const runLinearChat = async (options: ChatViewOptions): Promise<Leaving> => {
  const ending = createEnding(options.signal);
  const talk = await createTalk(options, ending);
  const { session, lines } = talk;
  const paste = createDelay(() => send(talk));
  lines.on('line', (line) => {
    talk.typed.push(line);
    paste.start(pasteMs);
  }).on('SIGINT', () => interrupt(talk)).on('close', () => ending.leave('command'));
  session.screen.print(toOpeningLines(session.port, session.screen.columns(), session.theme, true));
  session.screen.print(['Write a message and press Enter. /help lists the commands; Ctrl-C stops an answer, Ctrl-D leaves.']);
  askNext(talk);
  try {
    return await ending.ended;
  } finally {
    paste.stop();
    lines.close();
    session.running?.stop();
    await session.running?.done;
  }
};
