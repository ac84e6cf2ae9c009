import type { Config } from '../config/config.js';
import { loadPriceTable } from '../providers/price-table.js';
import type { AskedNames } from '../store/history.js';
import { isNamedSession } from './conversation.js';
import type { Io } from './io.js';
import { isForChat, readKeptLists } from './model-list-file.js';
import { allRows } from './rows.js';
import { openHistoryOf } from './stores.js';
import { listTemplates } from './templates/find-template.js';

/** What a shell asks for while a command line is typed. */
export const completionKinds = ['providers', 'models', 'sessions', 'templates'] as const;
export type CompletionKind = (typeof completionKinds)[number];

export type CompletionInput = { readonly config: Config; readonly configDir: string | null; readonly dataDir: string | null; readonly io: Io };

/** Answers to look through for names: enough for what a person still remembers. */
const recentCount = 500;

const recentNames = async ({ dataDir, io }: CompletionInput): Promise<readonly AskedNames[]> => {
  const history = await openHistoryOf(dataDir, io);
  try {
    return await history.names(recentCount);
  } finally {
    history.close();
  }
};

const listedNames = ({ config, dataDir }: CompletionInput): readonly string[] => {
  const providers = new Set(allRows(config).map(({ id }) => id));
  return (dataDir === null ? [] : readKeptLists(dataDir)).filter(({ provider }) => providers.has(provider))
    .flatMap(({ provider, models }) => models.filter(isForChat).map(({ id }) => `${provider}/${id}`));
};

const modelNames = async (input: CompletionInput): Promise<readonly string[]> => {
  const used = (await recentNames(input)).map(({ provider, model }) => `${provider}/${model}`);
  const table = await loadPriceTable();
  const known = [...table.models].flatMap(([provider, models]) => [...models.keys()].map((model) => `${provider}/${model}`));
  return [...input.config.aliases.keys(), ...listedNames(input), ...used, ...known];
};

const readValues = async (kind: CompletionKind, input: CompletionInput): Promise<readonly string[]> => {
  switch (kind) {
    case 'providers': return allRows(input.config).map(({ id }) => id);
    case 'models': return modelNames(input);
    case 'sessions': return (await recentNames(input)).map(({ conversation }) => conversation).filter(isNamedSession);
    case 'templates': return listTemplates(input).map(({ name }) => name);
  }
};

/** The values a shell may offer, each once. Never asks a provider: a key press must not wait for a network. */
export const completionValues = async (kind: CompletionKind, input: CompletionInput): Promise<readonly string[]> =>
  [...new Set(await readValues(kind, input))];
