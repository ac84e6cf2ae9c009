import type { ListedProvider } from '../app/list-providers.js';
import { listProviders } from '../app/list-providers.js';
import type { Io } from '../app/io.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter } from './store-output.js';
import { toTable } from './table.js';

const toJson = (row: ListedProvider): Readonly<Record<string, unknown>> => ({
  id: row.id, name: row.name, key_source: row.keySource, needs_key: row.needsKey, base_url: row.baseUrl, base_url_source: row.baseUrlSource,
  protocol: row.protocol, default_model: row.defaultModel,
});

const toCells = (row: ListedProvider): readonly string[] => [
  row.id, row.keySource ?? (row.needsKey ? 'no key' : 'none needed'),
  `${row.baseUrl ?? 'not an address'}${row.baseUrlSource === 'default' ? '' : ` (${row.baseUrlSource})`}`, row.protocol, row.defaultModel ?? 'the first installed one',
];

/** `providers`: a table for a person, an array for a program. */
export const runProviders = async (isJson: boolean, io: Io): Promise<void> => {
  const { config, paths } = await readSettings({}, io);
  const rows = listProviders({ environment: io.environment, config, configDir: paths.configDir });
  if (isJson) return storeWriter(io).write(toJsonLine(rows.map(toJson)));
  const cells = [['PROVIDER', 'KEY FROM', 'ADDRESS', 'PROTOCOL', 'DEFAULT MODEL'], ...rows.map(toCells)];
  await storeWriter(io).write(toTable(cells));
};
