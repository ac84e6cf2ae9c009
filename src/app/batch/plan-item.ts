import type { Settings } from '../../config/setting-rows.js';
import { userMessage } from '../../core/request.js';
import { candidateName } from '../candidate-name.js';
import type { CompletePlan } from '../complete-plan.js';
import type { Conversation } from '../conversation.js';
import { newConversation } from '../conversation.js';
import { parseModelName } from '../model-name.js';
import type { PlanInput } from '../plan-complete.js';
import { planComplete } from '../plan-complete.js';
import { readSchema } from '../read-schema.js';
import { allRows } from '../rows.js';
import type { BatchItem, OwnSettings } from './batch-item.js';

/** A prompt with everything decided about it, and the conversation of one turn that it is. */
export type PlannedItem = { readonly plan: CompletePlan; readonly conversation: Conversation };

/** Decides about each prompt as `complete` would; what they have in common is found out once. Throws `usage` and `auth` errors. */
export type ItemPlanner = (item: BatchItem) => Promise<PlannedItem>;

/** The models that are asked where a line names none: found once, because it may take a look at the network. */
const findDefaults = async (input: PlanInput): Promise<Partial<Settings>> => {
  const { target, request, rivals, fallbacks } = await planComplete(input, userMessage(''));
  const { race, fallback } = input.settings;
  return {
    provider: target.row.id, model: request.model,
    race: race === undefined ? undefined : [candidateName({ target, request }), ...rivals.map(candidateName)],
    fallback: fallback === undefined ? undefined : fallbacks.map(candidateName),
  };
};

/** A line's model may name its provider; if it does not, that of the run is meant. */
const ownTarget = ({ provider, model }: OwnSettings, { settings, config }: PlanInput): Partial<Settings> => {
  if (model === undefined) return { provider, model: undefined };
  const namesProvider = parseModelName(config.aliases.get(model) ?? model, allRows(config)) !== undefined;
  return { model, provider: provider ?? (namesProvider ? undefined : settings.provider) };
};

/** Plans the prompts of a batch. A schema file is read once, now. */
export const createItemPlanner = async (given: PlanInput): Promise<ItemPlanner> => {
  const { schema } = given.settings;
  const input: PlanInput = { ...given, settings: { ...given.settings, schema: schema === undefined ? undefined : JSON.stringify(await readSchema(schema)) } };
  let defaults: Promise<Partial<Settings>> | undefined;
  return async ({ messages, settings: own }) => {
    const hasOwnTarget = own.model !== undefined || own.provider !== undefined;
    const target = hasOwnTarget ? ownTarget(own, input) : await (defaults ??= findDefaults(input));
    const conversation = { ...newConversation(), messages: messages.slice(0, -1) };
    const settings = { ...input.settings, ...own, ...target };
    const plan = await planComplete({ ...input, settings, isModelNamed: true, isProviderNewer: false }, messages.at(-1) ?? userMessage(''), conversation);
    return { plan, conversation };
  };
};
