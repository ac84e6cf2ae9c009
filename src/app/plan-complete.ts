import type { Config } from '../config/config.js';
import { isSecretHeader } from '../config/provider-config.js';
import type { Settings } from '../config/setting-rows.js';
import type { ChatRequest, Message } from '../core/request.js';
import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';
import { cacheKey } from '../store/cache-key.js';
import { cachePolicyOf } from './cache-policy.js';
import { chooseModel } from './choose-model.js';
import { chooseProtocol } from './choose-protocol.js';
import type { Candidate, CompletePlan, MockPlan, Target } from './complete-plan.js';
import type { KeyPlaces } from './find-key.js';
import { hasKey } from './find-key.js';
import type { Conversation } from './conversation.js';
import type { Io } from './io.js';
import { readSchema } from './read-schema.js';
import { allRows, rowNamed } from './rows.js';

export type PlanInput = {
  readonly settings: Settings;
  /** `-p` or `-m` stands on the command line. */
  readonly isModelNamed?: boolean;
  /** `-p` stands on the command line and `-m` does not. */
  readonly isProviderNewer?: boolean;
  readonly config: Config;
  readonly places: KeyPlaces;
  readonly mock: MockPlan | undefined;
  readonly io: Io;
};

/** The provider's address: the flag, then the provider's variable, then the config file, then its own. */
const baseUrlOf = (row: ProviderRow, { settings, config, io }: PlanInput): string => {
  const variable = row.baseUrlVariable === undefined ? undefined : io.environment[row.baseUrlVariable]?.trim();
  const text = settings.baseUrl ?? (variable === '' ? undefined : variable) ?? config.providers.get(row.id)?.baseUrl ?? row.defaultBaseUrl;
  return row.toBaseUrl(text, row.id);
};

/** Where a model of a provider is asked. */
export const targetOf = (row: ProviderRow, model: string, input: PlanInput): Target => ({
  row: withConfigHeaders(row, input.config),
  protocol: chooseProtocol(row, model, input.settings.api ?? input.config.providers.get(row.id)?.api),
  baseUrl: baseUrlOf(row, input),
  mock: input.mock,
});

const withConfigHeaders = (row: ProviderRow, config: Config): ProviderRow => {
  const headers = config.providers.get(row.id)?.headers;
  return headers === undefined ? row : { ...row, headers: { ...row.headers, ...headers } };
};

const lookUpModel = async (row: ProviderRow, input: PlanInput): Promise<string> => {
  if (input.mock !== undefined) return 'simulated-small';
  if (row.id !== 'ollama') throw new UadaError('usage', `There is no default model for ${row.id}.`, { hint: `Name one: -m ${row.id}/MODEL.` });
  const [{ connect }, { listModels }, { firstChatModel }] = await Promise.all([
    import('./connect.js'), import('../providers/list-models.js'), import('./find-ollama.js'),
  ]);
  const connection = await connect({ ...input, target: targetOf(row, '', input) });
  try {
    return firstChatModel(await listModels(connection.parts, input.io.signal));
  } finally {
    await connection.close();
  }
};

type Found = { readonly target: Target; readonly model: string };

const findTarget = async (input: PlanInput): Promise<Found> => {
  const rows = allRows(input.config);
  const { row, model } = await chooseModel({
    settings: input.settings, config: input.config, environment: input.io.environment, rows,
    hasKey: (candidate) => hasKey(candidate, input.places),
    isOllamaThere: async () => (await import('./find-ollama.js')).isListening(baseUrlOf(rowNamed(rows, 'ollama'), input)),
    isMock: input.mock !== undefined,
    isProviderNewer: input.isProviderNewer === true,
  });
  const named = model === undefined ? undefined : (row.toModelId?.(model) ?? model);
  const id = named ?? input.config.providers.get(row.id)?.model ?? row.defaultModel ?? await lookUpModel(row, input);
  return { target: targetOf(row, id, input), model: id };
};

const requestOf = async (message: Message, settings: Settings, conversation?: Conversation): Promise<Omit<ChatRequest, 'model'>> => ({
  system: settings.system ?? conversation?.system,
  messages: [...(conversation?.messages ?? []), message],
  temperature: settings.temperature,
  topP: settings.topP,
  maxTokens: settings.maxTokens,
  stop: settings.stop,
  seed: settings.seed,
  schema: settings.schema === undefined ? undefined : await readSchema(settings.schema),
  reasoning: settings.reasoning,
  stream: settings.stream,
});

/** Headers may switch on a beta and so shape the answer; one that may be a credential takes no part in a key. */
const shapingHeaders = (row: ProviderRow): unknown =>
  Object.entries(row.headers ?? {}).filter(([name]) => !isSecretHeader(name) && !/referer|^x-openrouter-/.test(name));

/** Names the answer of a model to a request: what shapes it is in the name, and no credential. */
export const requestKey = (target: Target, request: ChatRequest): string =>
  cacheKey({
    provider: target.row.id,
    baseUrl: target.mock === undefined ? target.baseUrl : `simulated:${target.mock.canonical}`,
    api: target.protocol,
    request,
    extra: shapingHeaders(target.row),
  });

const toCandidate = ({ target, model }: Found, rest: Omit<ChatRequest, 'model'>): Candidate => {
  const request = { ...rest, model };
  return { target, request, cacheKey: requestKey(target, request) };
};

const naming = (model: string, input: PlanInput): PlanInput => ({ ...input, settings: { ...input.settings, provider: undefined, model } });

/** An address on the command line is meant for the provider that is asked: no other one's key goes there. */
const findOther = async (name: string, asked: Candidate, input: PlanInput): Promise<Found> => {
  const { target, model } = await findTarget(naming(name, { ...input, settings: { ...input.settings, baseUrl: undefined } }));
  const isSameProvider = target.row.id === asked.target.row.id;
  return { target: isSameProvider ? { ...target, baseUrl: asked.target.baseUrl } : target, model };
};

const planOthers = async (
  asked: Candidate, { settings, io }: PlanInput, find: (name: string) => Promise<Candidate>,
): Promise<Pick<CompletePlan, 'rivals' | 'fallbacks'>> => {
  if (settings.race === undefined && settings.fallback === undefined) return { rivals: [], fallbacks: [] };
  return (await import('./plan-others.js')).planOthers({ asked, race: settings.race, fallback: settings.fallback, find, warn: io.warn });
};

/** A conversation goes on with the model that answered last, unless the person names another now. */
const withLastModel = (input: PlanInput, conversation: Conversation | undefined): PlanInput =>
  conversation?.model === undefined || input.isModelNamed === true
    ? input
    : { ...input, settings: { ...input.settings, provider: conversation.provider, model: conversation.model } };

/** Decides everything about a prompt before it is sent: provider, model, address, parameters, cache key. */
export const planComplete = async (input: PlanInput, message: Message, conversation?: Conversation): Promise<CompletePlan> => {
  const { settings } = input;
  // Found before anything is opened or asked.
  if (settings.caCert !== undefined) await (await import('./read-certificate.js')).readCertificate(settings.caCert);
  const firstOfRace = input.isModelNamed === true ? undefined : settings.race?.[0];
  const found = await findTarget(firstOfRace === undefined ? withLastModel(input, conversation) : naming(firstOfRace, input));
  const request = await requestOf(message, settings, conversation);
  const asked = toCandidate(found, request);
  return {
    ...asked,
    ...await planOthers(asked, input, async (name) => toCandidate(await findOther(name, asked, input), request)),
    cache: cachePolicyOf(settings),
  };
};
