import type { Config } from '../config/config.js';
import type { Environment } from '../config/environment.js';
import type { Settings } from '../config/setting-rows.js';
import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';
import type { ModelName } from './model-name.js';
import { ambiguousModel, parseModelName } from './model-name.js';
import { rowNamed } from './rows.js';

export type ChoiceInput = {
  readonly settings: Pick<Settings, 'model' | 'provider'>;
  /** True when `-p` stands on the command line and the model does not: then a model of another provider is not meant. */
  readonly isProviderNewer?: boolean;
  readonly config: Config;
  readonly environment: Environment;
  readonly rows: readonly ProviderRow[];
  /** True when a key for the row lies in the environment, the config or the key store. */
  readonly hasKey: (row: ProviderRow) => boolean;
  /** True when an Ollama answers on this machine. Asked only when nothing else decides. */
  readonly isOllamaThere: () => Promise<boolean>;
  readonly isMock: boolean;
};

const nothingToAsk = (): UadaError =>
  new UadaError('auth', 'No provider is set up: there is no API key and no Ollama on this machine.', {
    hint: 'Set a key (export OPENAI_API_KEY=…, or one of the other seven), or start Ollama, or add --mock to try uada without any.',
  });

const defaultRow = async (input: ChoiceInput): Promise<ProviderRow> => {
  const row = input.rows.find((candidate) => candidate.needsKey !== false && input.hasKey(candidate));
  if (row !== undefined) return row;
  if (input.isMock) return rowNamed(input.rows, 'openai');
  if (await input.isOllamaThere()) return rowNamed(input.rows, 'ollama');
  throw nothingToAsk();
};

/**
 * Which model of which provider to ask: `-p` with `-m`, else a model that names its provider (aliases
 * included), else the provider alone, else the first provider with a key, else a reachable Ollama.
 */
export const chooseModel = async (input: ChoiceInput): Promise<ModelName> => {
  const { settings: { model, provider }, config, rows } = input;
  const full = model === undefined ? undefined : (config.aliases.get(model) ?? model);
  if (provider !== undefined) return withProvider(rowNamed(rows, provider), full, input);
  if (full === undefined) return { row: await defaultRow(input), model: undefined };
  const named = parseModelName(full, rows);
  if (named !== undefined) return named;
  throw ambiguousModel(full);
};

/** `-p openai -m openai/gpt-x` means what `-m openai/gpt-x` means; under another provider the slash belongs to the id. */
const withProvider = (row: ProviderRow, model: string | undefined, { rows, isProviderNewer }: ChoiceInput): ModelName => {
  if (model === undefined) return { row, model: undefined };
  if (model.startsWith(`${row.id}/`)) return { row, model: model.slice(row.id.length + 1) };
  // UADA_MODEL=openai/gpt-x with `-p groq`: the person now wants Groq, not OpenAI's model there.
  const isForAnother = isProviderNewer === true && parseModelName(model, rows) !== undefined;
  return { row, model: isForAnother ? undefined : model };
};
