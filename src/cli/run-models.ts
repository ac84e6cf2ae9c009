import type { Io } from '../app/io.js';
import { findModels } from '../app/models.js';
import { readMock } from '../app/read-mock.js';
import type { FlagValues } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import type { ModelInfo } from '../core/provider.js';
import { toJsonLine } from '../render/json-line.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { readSettings } from './read-settings.js';

export type ModelsArguments = {
  readonly search: string | undefined;
  readonly isAll: boolean;
  readonly isJson: boolean;
  readonly flags: FlagValues;
  readonly mock: string | undefined;
};

type Row = ModelInfo & { readonly provider: string };

const isWanted = ({ search, isAll }: ModelsArguments) => (row: Row): boolean =>
  (isAll || (row.isChat !== false && !row.isDeprecated))
  && (search === undefined || `${row.provider}/${row.id} ${row.name ?? ''}`.toLowerCase().includes(search.toLowerCase()));

const toJson = (row: Row): Readonly<Record<string, unknown>> => ({
  id: `${row.provider}/${row.id}`, provider: row.provider, model: row.id, name: row.name,
  context_tokens: row.contextTokens, max_output_tokens: row.maxOutputTokens,
  input_usd_per_million: row.inputUsdPerMillion, output_usd_per_million: row.outputUsdPerMillion,
  is_chat: row.isChat, is_deprecated: row.isDeprecated,
});

const tokens = (count: number | null): string => {
  if (count === null) return '?';
  return count >= 1_000_000 ? `${Number((count / 1_000_000).toFixed(1))}M` : `${Math.round(count / 1000)}K`;
};

const price = ({ inputUsdPerMillion, outputUsdPerMillion }: Row): string =>
  inputUsdPerMillion === null || outputUsdPerMillion === null ? '?' : `$${inputUsdPerMillion} / $${outputUsdPerMillion}`;

const toTable = (rows: readonly Row[]): string => {
  const cells = [['MODEL', 'CONTEXT', '$ PER M TOKENS IN / OUT'], ...rows.map((row) => [`${row.provider}/${row.id}`, tokens(row.contextTokens), price(row)])];
  const widths = [0, 1].map((column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) => `${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()}\n`).join('');
};

const partial = (errors: readonly UadaError[], isAnyThere: boolean): UadaError | undefined => {
  const [first] = errors;
  if (first === undefined || !isAnyThere) return first;
  return new UadaError('partial', `${errors.length === 1 ? 'One provider' : `${errors.length} providers`} could not be listed.`);
};

/** `models`: a table for a person, an array for a program. */
export const runModels = async (given: ModelsArguments, io: Io): Promise<void> => {
  const { settings, config, paths } = await readSettings(given.flags, io);
  const mock = given.mock === undefined ? undefined : await readMock(given.mock);
  const places = { environment: io.environment, config, configDir: paths.configDir };
  const lists = await findModels({ settings, config, places, mock, io });
  const errors = lists.flatMap((list) => ('error' in list ? [list.error] : []));
  const rows = lists.flatMap((list) => ('models' in list ? list.models.map((model) => ({ ...model, provider: list.provider })) : []))
    .filter(isWanted(given)).sort((left, right) => left.provider.localeCompare(right.provider) || left.id.localeCompare(right.id));
  const failure = partial(errors, errors.length < lists.length);
  if (failure?.kind === 'partial') errors.forEach((error) => io.warn(error.message));
  if (failure === undefined || failure.kind === 'partial') {
    const text = given.isJson ? toJsonLine(rows.map(toJson)) : toTable(rows);
    await createWriter(io.stdout).write(io.stdout.isTTY === true ? sanitise(text) : text);
  }
  if (failure !== undefined) throw failure;
};
