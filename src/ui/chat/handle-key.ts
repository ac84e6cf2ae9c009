import { complete } from './completion.js';
import type { ChatSession } from './chat-session.js';
import { hintAt } from './chat-session.js';
import { edit } from './editor/edit.js';
import { replaceAll } from './editor/edits.js';
import { editorWidth } from './editor-view.js';
import type { Key } from './key.js';
import { submit } from './submit.js';
import { suspendChat } from './suspend-chat.js';

const interrupt = (session: ChatSession, isAgain: boolean): void => {
  if (session.running !== undefined) {
    session.running.stop();
  } else if (isAgain) {
    session.leave('interrupt');
  } else {
    session.armed = 'ctrl+c';
    session.hint = 'Ctrl-C again leaves.';
  }
};

const escape = (session: ChatSession, isAgain: boolean): void => {
  if (session.running !== undefined) {
    session.running.stop();
  } else if (session.editor.text !== '' && isAgain) {
    session.editor = replaceAll(session.editor, '');
    session.hint = 'Alt-Z brings the text back.';
  } else if (session.editor.text !== '') {
    session.armed = 'escape';
    session.hint = 'Esc again empties the prompt.';
  } else {
    session.hint = 'Ctrl-D, :q or /quit leaves.';
  }
};

const end = (session: ChatSession): void => {
  if (session.editor.text === '') session.leave('command');
  else session.editor = edit(session.editor, { type: 'chord', chord: 'delete' }, 1);
};

const completeText = (session: ChatSession): void => {
  const { text } = session.editor;
  complete(text, session.port).then((completion) => {
    // Typed on meanwhile.
    if (completion === undefined || session.editor.text !== text) return;
    session.editor = replaceAll(session.editor, completion.text);
    if (completion.candidates.length > 0) session.hint = completion.candidates.slice(0, 20).join('  ');
    void session.screen.refresh();
  }).catch(() => hintAt(session, 'That cannot be listed now.'));
};

type Act = (session: ChatSession, isAgain: boolean) => void;

/** Keys that mean more than a change of the text. */
const acts: ReadonlyMap<string, Act> = new Map<string, Act>(Object.entries({
  'ctrl+c': interrupt, 'escape': escape, 'ctrl+d': end, 'enter': submit, 'tab': completeText,
  'ctrl+z': ({ screen, modes, crash }: ChatSession) => void suspendChat(screen, modes).catch(crash),
  'ctrl+l': ({ screen }: ChatSession) => void screen.yield(() => Promise.resolve()),
}));

/** What a key does; the frame that shows it has to be asked for. */
export const handleKey = (session: ChatSession, key: Key): void => {
  const { armed } = session;
  session.armed = undefined;
  session.isQueued = false;
  session.hint = undefined;
  const act = key.type === 'chord' ? acts.get(key.chord) : undefined;
  if (act === undefined) session.editor = edit(session.editor, key, editorWidth(session.screen.columns()));
  else act(session, key.type === 'chord' && armed === key.chord);
};
