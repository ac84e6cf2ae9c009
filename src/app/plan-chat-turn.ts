import type { Message } from '../core/request.js';
import type { CompletePlan } from './complete-plan.js';
import type { Conversation } from './conversation.js';
import type { PlanInput } from './plan-complete.js';
import { planComplete } from './plan-complete.js';

/** What decides about the turns of a chat: the settings of its command line, and what was changed since. */
export type ChatSettings = {
  readonly input: PlanInput;
  readonly system: string | undefined;
  /** The provider that was meant by `--base-url`; undefined until it is known. */
  readonly addressee: string | undefined;
};

/** Another model from now on; without a provider its name tells. No other provider's key goes to the address of `--base-url`. */
export const withModel = ({ input, system, addressee }: ChatSettings, provider: string | undefined, model: string): ChatSettings => ({
  input: {
    ...input, isModelNamed: true, isProviderNewer: false,
    settings: { ...input.settings, provider: undefined, model: provider === undefined ? model : `${provider}/${model}` },
  },
  system,
  addressee: addressee ?? provider,
});

const plan = ({ input, system }: ChatSettings, message: Message, conversation: Conversation, isRetry: boolean): Promise<CompletePlan> => {
  const { settings } = input;
  // An answer that did not please must not come back out of the cache.
  const refresh = settings.refresh || isRetry;
  return planComplete({ ...input, settings: { ...settings, system, refresh } }, message, { ...conversation, system: undefined });
};

/** Decides about one turn before it is sent. */
export const planChatTurn = async (chat: ChatSettings, message: Message, conversation: Conversation, isRetry: boolean): Promise<CompletePlan> => {
  const planned = await plan(chat, message, conversation, isRetry);
  const { input, addressee } = chat;
  if (input.settings.baseUrl === undefined || addressee === undefined || planned.target.row.id === addressee) return planned;
  return plan({ ...chat, input: { ...input, settings: { ...input.settings, baseUrl: undefined } } }, message, conversation, isRetry);
};
