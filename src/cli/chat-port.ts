import type { Chat, TurnResult } from '../app/chat.js';
import type { ChatHistory } from '../app/chat-history.js';
import { namesIn } from '../app/names-in.js';
import { decodeInput } from '../app/input/decode-input.js';
import { readInputFile } from '../app/input/read-file.js';
import { expandHome, saveChat } from '../app/save-chat.js';
import type { Message } from '../core/request.js';
import { textOf } from '../core/request.js';
import type { Asked, ChatPort, PastTurn } from '../ui/chat/chat-port.js';
import { toUadaError } from './to-uada-error.js';

const toAsked = ({ report, failure, notice, isKept }: TurnResult): Asked =>
  ({ report, failure: failure === undefined ? undefined : toUadaError(failure), notice, isKept });

const toTurns = (messages: readonly Message[]): readonly PastTurn[] =>
  messages.flatMap((message, index) => {
    const answer = messages[index + 1];
    return message.role === 'user' && answer !== undefined ? [{ prompt: textOf(message), answer: textOf(answer) }] : [];
  });

type PortParts = {
  readonly chat: Chat;
  readonly history: ChatHistory;
  /** The name after `--session`; it stands for the conversation the chat began with. */
  readonly session: string | undefined;
  readonly listModels: () => Promise<readonly string[]>;
};

/** A chat as its view sees it. */
export const createChatPort = ({ chat, history, session, listModels }: PortParts): ChatPort => ({
  model: () => chat.model,
  system: () => chat.system,
  session: () => (chat.id === session ? session : undefined),
  attachments: () => chat.attachments,
  turns: () => toTurns(chat.messages),
  ask: async (text, watch) => toAsked(await chat.ask(text, watch)),
  retry: async (watch) => toAsked(await chat.retry(watch)),
  setModel: (name) => chat.setModel(name),
  setSystem: (text) => chat.setSystem(text),
  attach: async (path) => {
    const file = expandHome(path);
    chat.attach({ name: path, input: decodeInput(await readInputFile(file, '/file'), path) });
  },
  save: (path) => saveChat(path, chat.messages),
  clear: () => chat.clear(),
  prompts: () => history.prompts(),
  models: listModels,
  namesIn,
});
