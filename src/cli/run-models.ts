import { aliasesByModel } from '../app/aliases-by-model.js';
import type { Io } from '../app/io.js';
import { isForChat } from '../app/model-list-file.js';
import type { ProviderModels } from '../app/models.js';
import { findModels } from '../app/models.js';
import { readMock } from '../app/read-mock.js';
import { createStoreWarning } from '../app/store-warning.js';
import { quote } from '../config/quote.js';
import type { FlagValues } from '../config/settings.js';
import { UadaError } from '../core/errors.js';
import type { ModelInfo } from '../core/provider.js';
import { modelCapabilities } from '../core/provider.js';
import { toJsonLine } from '../render/json-line.js';
import { formatSpan } from '../render/usage-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter } from './store-output.js';
import { toTable } from './table.js';
import { startWaiting } from './waiting.js';

export type ModelsArguments = {
  /** Words that all must occur. */
  readonly search: readonly string[];
  readonly isAll: boolean;
  readonly isJson: boolean;
  readonly flags: FlagValues;
  readonly mock: string | undefined;
};

type Row = ModelInfo & { readonly provider: string; readonly listedAgeMs: number; readonly aliases: readonly string[] };
type Listed = Extract<ProviderModels, { readonly models: unknown }>;

const nameOf = ({ provider, id }: Row): string => `${provider}/${id}`;

const isWanted = ({ search, isAll }: ModelsArguments) => (row: Row): boolean => {
  const text = [nameOf(row), row.name, ...row.aliases, ...(row.capabilities ?? [])].join(' ').toLowerCase();
  return (isAll || isForChat(row)) && search.every((word) => text.includes(word.toLowerCase()));
};

const toRows = (lists: readonly Listed[], aliases: ReadonlyMap<string, readonly string[]>): readonly Row[] =>
  lists.flatMap(({ provider, models, listedAgeMs }) => models.map((model) =>
    ({ ...model, provider, listedAgeMs, aliases: aliases.get(`${provider}/${model.id}`) ?? [] })));

const unknownOf = ({ capabilities, openCapabilities = [] }: Row): readonly string[] => (capabilities === undefined ? modelCapabilities : openCapabilities);

/** What nobody tells of stands with a question mark, unless nothing is told. */
const abilities = ({ capabilities, openCapabilities = [] }: Row): string =>
  [...(capabilities ?? []), ...openCapabilities.map((name) => `${name}?`)].join(', ');

const toJson = (row: Row): Readonly<Record<string, unknown>> => ({
  id: nameOf(row), provider: row.provider, model: row.id, name: row.name, aliases: row.aliases,
  context_tokens: row.contextTokens, max_output_tokens: row.maxOutputTokens,
  input_usd_per_million: row.inputUsdPerMillion, output_usd_per_million: row.outputUsdPerMillion,
  is_chat: row.isChat, is_deprecated: row.isDeprecated, capabilities: row.capabilities ?? null, capabilities_unknown: unknownOf(row), listed_age_ms: row.listedAgeMs,
});

const tokens = (count: number | null): string => {
  if (count === null) return '?';
  return count >= 1_000_000 ? `${Number((count / 1_000_000).toFixed(1))}M` : `${Math.round(count / 1000)}K`;
};

const price = ({ inputUsdPerMillion, outputUsdPerMillion }: Row): string =>
  inputUsdPerMillion === null || outputUsdPerMillion === null ? '?' : `$${inputUsdPerMillion} / $${outputUsdPerMillion}`;

/** A column for what only some of the models have. */
const optionalColumn = (title: string, texts: readonly string[]): readonly (readonly string[])[] =>
  (texts.every((text) => text === '') ? [] : [[title, ...texts]]);

const toText = (rows: readonly Row[]): string => {
  if (rows.length === 0) return '';
  const columns = [
    ['MODEL', ...rows.map(nameOf)], ['CONTEXT', ...rows.map((row) => tokens(row.contextTokens))], ['$ PER M TOKENS IN / OUT', ...rows.map(price)],
    ...optionalColumn('CAN', rows.map(abilities)),
    ...optionalColumn('ALIAS', rows.map(({ aliases }) => aliases.join(', '))),
  ];
  return toTable(['', ...rows].map((_, line) => columns.map((cells) => cells[line] ?? '')));
};

const sayNone = ({ search, isAll }: ModelsArguments): string =>
  `No model ${search.length === 0 ? 'is listed' : `matches ${quote(search.join(' '))}`}.${isAll ? '' : ' --all shows those that do not chat, too.'}`;

/** How old the lists are: a line for each that stands in for a provider that failed, and one for all that are still fresh. */
const tellAges = (lists: readonly Listed[], isQuiet: boolean, io: Io): void => {
  for (const { provider, listedAgeMs, failure } of lists) {
    if (failure !== undefined) io.warn(`${failure.message} Shown is what ${provider} listed ${formatSpan(listedAgeMs)} ago.`);
  }
  const kept = lists.filter(({ failure, listedAgeMs }) => failure === undefined && listedAgeMs > 0);
  if (kept.length === 0 || isQuiet) return;
  const oldest = `${formatSpan(Math.max(...kept.map(({ listedAgeMs }) => listedAgeMs)))} ago`;
  io.warn(`${kept.map(({ provider }) => provider).join(', ')}: listed ${kept.length === 1 ? '' : 'up to '}${oldest}; --refresh asks again`);
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
  const waiting = given.isJson ? undefined : startWaiting('asking for the lists of models', settings, io);
  const lists = await findModels({ settings, config, places, mock, io, dataDir: paths.dataDir, warn: createStoreWarning(io) }).finally(() => waiting?.end());
  const errors = lists.flatMap((list) => ('error' in list ? [list.error] : []));
  const listed = lists.flatMap((list) => ('models' in list ? [list] : []));
  const rows = toRows(listed, aliasesByModel(config)).filter(isWanted(given))
    .sort((left, right) => left.provider.localeCompare(right.provider) || left.id.localeCompare(right.id));
  tellAges(listed, settings.quiet, io);
  const failure = partial(errors, errors.length < lists.length);
  if (failure?.kind === 'partial') errors.forEach((error) => io.warn(error.message));
  if (failure === undefined || failure.kind === 'partial') {
    if (rows.length === 0 && !settings.quiet) io.warn(sayNone(given));
    await storeWriter(io).write(given.isJson ? toJsonLine(rows.map(toJson)) : toText(rows));
  }
  if (failure !== undefined) throw failure;
};
