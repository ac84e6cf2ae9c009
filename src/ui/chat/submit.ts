import { askTurn } from './ask-turn.js';
import type { ChatSession } from './chat-session.js';
import { hintAt, say } from './chat-session.js';
import type { Command, Instruction } from './commands.js';
import { readInstruction } from './commands.js';
import { change } from './editor/change.js';
import type { EditorState } from './editor/editor-state.js';
import { createEditor } from './editor/editor-state.js';
import { unfold } from './editor/folded-paste.js';
import { toPromptLines } from './prompt-lines.js';
import { runCommand } from './run-command.js';

/** An empty editor that knows the prompt just sent. */
const cleared = (editor: EditorState, prompt: string): EditorState => {
  const prompts = editor.prompts.at(-1) === prompt ? editor.prompts : [...editor.prompts, prompt];
  return { ...createEditor(prompts), killed: editor.killed };
};

const endsInBackslash = ({ text, cursor }: EditorState): boolean => text[cursor - 1] === '\\';

const continueLine = (editor: EditorState): EditorState =>
  change(editor, `${editor.text.slice(0, editor.cursor - 1)}\n${editor.text.slice(editor.cursor)}`, editor.cursor, 'other');

const leaveAfter = (session: ChatSession, word: string): void => {
  say(session, `Left after "${word}".`);
  session.leave('command');
};

const sendToModel = (session: ChatSession, editor: EditorState, text: string): void => {
  const { screen, port, theme } = session;
  session.editor = cleared(editor, text);
  screen.printPrompt([...toPromptLines(editor, screen.columns(), theme), '']);
  askTurn(session, (watch) => port.ask(text, watch), editor);
};

const sendToProgram = (session: ChatSession, editor: EditorState, text: string, command: Command): void => {
  const { screen, theme } = session;
  session.editor = cleared(editor, text);
  screen.printPrompt(toPromptLines(editor, screen.columns(), theme));
  runCommand(session, command).then((isDone) => {
    if (!isDone && session.editor.text === '') session.editor = { ...editor, prompts: session.editor.prompts };
    void screen.refresh();
  }).catch(session.crash);
};

/** Sends what is written when the answer has come, unless it failed or a key was pressed meanwhile. */
const queue = (session: ChatSession, { done }: NonNullable<ChatSession['running']>): void => {
  session.isQueued = true;
  hintAt(session, 'Goes out behind the answer, unless a key is pressed; Esc stops it.');
  done.then(() => {
    if (!session.isQueued) return;
    session.isQueued = false;
    session.hint = undefined;
    submit(session);
  }).catch(session.crash);
};

/** Sends what is no way out. */
const send = (session: ChatSession, editor: EditorState, text: string, instruction: Exclude<Instruction, { type: 'leave' }> | undefined): void => {
  if (text.trim() === '' || session.isBusy) return;
  if (session.running !== undefined) queue(session, session.running);
  else if (instruction === undefined) sendToModel(session, editor, text);
  else if (instruction.type === 'unknown') hintAt(session, instruction.message);
  else sendToProgram(session, editor, text, instruction.command);
};

/** Enter: a new line behind a backslash, else the message goes to the program or to the model. */
export const submit = (session: ChatSession): void => {
  const { editor } = session;
  if (endsInBackslash(editor)) {
    session.editor = continueLine(editor);
    return;
  }
  const text = unfold(editor.text, editor.pastes);
  const instruction = readInstruction(text);
  if (instruction?.type === 'leave') leaveAfter(session, text.trim());
  else if (instruction?.type === 'command' && instruction.command.name === 'quit') session.leave('command');
  else send(session, editor, text, instruction);
};
