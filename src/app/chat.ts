import { UadaError } from '../core/errors.js';
import type { Message } from '../core/request.js';
import { candidateName } from './candidate-name.js';
import type { ChatHistory } from './chat-history.js';
import type { CompletePlan } from './complete-plan.js';
import type { Conversation } from './conversation.js';
import { newConversation } from './conversation.js';
import type { NamedInput } from './input/compose-prompt.js';
import { composePrompt } from './input/compose-prompt.js';
import { planChatTurn, withModel } from './plan-chat-turn.js';
import type { ChatSettings } from './plan-chat-turn.js';
import { runTurn } from './run-turn.js';
import type { TurnPlaces, TurnWatch } from './run-turn.js';
import type { TalliedAnswer } from './tally-answer.js';

/** What the turns of a chat need. */
export type Surroundings = { readonly places: TurnPlaces; readonly history: ChatHistory };

/** How a turn went. `failure` is set where it failed, `isKept` where there is an answer, whole or in part, to go on from. */
export type TurnResult = {
  readonly report: TalliedAnswer | undefined;
  readonly failure: unknown;
  readonly notice: string | undefined;
  readonly isKept: boolean;
};

/** A conversation that goes on turn by turn. */
export type Chat = {
  /** Who is asked next, as `provider/model`. */
  readonly model: string;
  readonly system: string | undefined;
  /** The turns so far, user and assistant by turns. */
  readonly messages: readonly Message[];
  /** Names of the files that go with the next message. */
  readonly attachments: readonly string[];
  /** The name or id by which it is found again. */
  readonly id: string;
  ask(text: string, watch: TurnWatch): Promise<TurnResult>;
  /** Asks for another answer to the last message. Throws a `usage` error when there is none. */
  retry(watch: TurnWatch): Promise<TurnResult>;
  /** Asks another model from now on. Throws a `usage` error for one that cannot be told. */
  setModel(name: string): Promise<void>;
  setSystem(text: string | undefined): void;
  attach(input: NamedInput): void;
  /** Begins a new conversation with the same model and system prompt. */
  clear(): void;
};

type State = {
  settings: ChatSettings;
  conversation: Conversation;
  messages: Message[];
  attachments: NamedInput[];
  label: string;
  /** The last message that was sent and whether it has its answer in `messages`. */
  last: { readonly message: Message; readonly isKept: boolean } | undefined;
};

/** The last two messages of a conversation that is taken up again are its last turn. */
const lastOf = ({ messages }: Conversation): State['last'] => {
  const message = messages.at(-2);
  return message?.role === 'user' ? { message, isKept: true } : undefined;
};

const plan = (state: State, message: Message, isRetry: boolean): Promise<CompletePlan> =>
  planChatTurn(state.settings, message, { ...state.conversation, messages: state.messages }, isRetry);

const keep = (state: State, message: Message, text: string): void => {
  state.messages.push(message, { role: 'assistant', content: [{ type: 'text', text }] });
  state.attachments = [];
};

type Turn = { readonly message: Message; readonly isRetry: boolean; readonly replaced: readonly Message[] };

/** Takes the answer up, or leaves everything as it was. */
const settle = (state: State, { message, replaced }: Turn, text: string): boolean => {
  if (text !== '') keep(state, message, text);
  else state.messages.push(...replaced);
  const isAnswered = text !== '' || replaced.length > 0;
  state.last = { message, isKept: isAnswered };
  return text !== '';
};

const send = async (state: State, turn: Omit<Turn, 'replaced'>, watch: TurnWatch, { places, history }: Surroundings): Promise<TurnResult> => {
  const replaced = turn.isRetry && state.last?.isKept === true ? state.messages.splice(-2) : [];
  const { id } = state.conversation;
  const { request, report, failure, notice } = await runTurn(() => plan(state, turn.message, turn.isRetry), watch, places);
  const isKept = settle(state, { ...turn, replaced }, report?.answer.text ?? '');
  if (replaced.length > 0 && isKept) await history.setAside(id);
  if (report !== undefined && request !== undefined && (isKept || report.answer.reasoning !== null)) await history.record(id, request, report.answer, report.costUsd);
  return { report, failure, notice, isKept };
};

/** Begins or continues a conversation. Throws where nobody can be asked. */
export const openChat = async (settings: ChatSettings, conversation: Conversation, surroundings: Surroundings): Promise<Chat> => {
  const state: State = { settings, conversation, messages: [...conversation.messages], attachments: [], label: '', last: lastOf(conversation) };
  const choose = async (next: ChatSettings): Promise<void> => {
    const chosen = await planChatTurn(next, { role: 'user', content: [] }, { ...state.conversation, messages: [] }, false);
    state.settings = withModel(next, chosen.target.row.id, chosen.request.model);
    state.label = candidateName(chosen);
  };
  await choose(settings);
  state.settings = { ...state.settings, system: settings.system ?? conversation.system };
  return {
    get model() { return state.label; },
    get system() { return state.settings.system; },
    get messages() { return state.messages; },
    get attachments() { return state.attachments.map(({ name }) => name); },
    get id() { return state.conversation.id; },
    ask: (text, watch) => send(state, { message: composePrompt(state.attachments, text), isRetry: false }, watch, surroundings),
    retry: async (watch) => {
      if (state.last === undefined) throw new UadaError('usage', 'There is no message yet to ask again.', { hint: 'Write one first.' });
      return send(state, { message: state.last.message, isRetry: true }, watch, surroundings);
    },
    setModel: async (name) => {
      const [provider = ''] = state.label.split('/');
      await choose(withModel(state.settings, undefined, name)).catch(async (error: unknown) => {
        // A bare name of the provider that is asked anyway.
        if (!(error instanceof UadaError) || error.kind !== 'usage' || name.includes('/')) throw error;
        await choose(withModel(state.settings, provider, name));
      });
    },
    setSystem: (text) => {
      state.settings = { ...state.settings, system: text };
      state.conversation = { ...state.conversation, system: undefined };
    },
    attach: (input) => void state.attachments.push(input),
    clear: () => {
      state.conversation = newConversation();
      state.messages = [];
      state.attachments = [];
      state.last = undefined;
    },
  };
};

