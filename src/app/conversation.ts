import { UadaError } from '../core/errors.js';
import type { Message } from '../core/request.js';
import type { History } from '../store/history.js';
import type { StoredEntry } from '../store/history-entry.js';

/** What a prompt continues: nothing, for a new conversation. */
export type Conversation = {
  /** The session's name, or an id of its own. */
  readonly id: string;
  readonly messages: readonly Message[];
  readonly system: string | undefined;
  /** Who answered last. */
  readonly provider: string | undefined;
  readonly model: string | undefined;
};

const toTurns = (entry: StoredEntry): readonly Message[] => [
  { role: 'user', content: entry.prompt },
  ...(entry.text === '' ? [] : [{ role: 'assistant' as const, content: [{ type: 'text' as const, text: entry.text }] }]),
];

/** A turn without an answer would leave two user turns in a row. */
const isAnswered = (entry: StoredEntry): boolean => entry.text !== '';

const toConversation = (id: string, entries: readonly StoredEntry[]): Conversation => {
  const last = entries.at(-1);
  return { id, messages: entries.filter(isAnswered).flatMap(toTurns), system: last?.system, provider: last?.provider, model: last?.model };
};

export type ConversationWish = { readonly continueLast: boolean; readonly session: string | undefined; readonly terminal: string };

/** Names a conversation apart from every other of this history: no two begin in one process at one nanosecond. */
const newId = (): string => `${Date.now().toString(36)}-${process.pid.toString(36)}-${process.hrtime.bigint().toString(36)}`;

/** Whether a person gave the conversation its name, as `newId` does not. */
export const isNamedSession = (id: string): boolean => !/^[\da-z]{8,}-[\da-z]+-[\da-z]{8,}$/.test(id);

/** A conversation that has not begun. */
export const newConversation = (): Conversation => ({ id: newId(), messages: [], system: undefined, provider: undefined, model: undefined });

/**
 * The conversation that is to go on: the named one, begun here if it is new, or the one last active in this
 * terminal. Throws a `usage` error when there is none to continue.
 */
export const findConversation = async (history: History, wish: ConversationWish): Promise<Conversation> => {
  if (wish.session !== undefined) return toConversation(wish.session, await history.conversation(wish.session));
  if (!wish.continueLast) return newConversation();
  const id = await history.lastConversation(wish.terminal);
  if (id === undefined) {
    throw new UadaError('usage', 'There is no conversation in this terminal to continue.', {
      hint: 'Leave out --continue, or name one with --session; `uada history list` shows them all.',
    });
  }
  return toConversation(id, await history.conversation(id));
};
