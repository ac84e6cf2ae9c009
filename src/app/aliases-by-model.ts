import type { Config } from '../config/config.js';
import { parseModelName } from './model-name.js';
import { allRows } from './rows.js';

/** The aliases of the config file by the `provider/model` that each stands for. */
export const aliasesByModel = (config: Config): ReadonlyMap<string, readonly string[]> => {
  const rows = allRows(config);
  const found = new Map<string, readonly string[]>();
  for (const [alias, text] of config.aliases) {
    const named = parseModelName(text, rows);
    if (named?.model === undefined) continue;
    const name = `${named.row.id}/${named.row.toModelId?.(named.model) ?? named.model}`;
    found.set(name, [...(found.get(name) ?? []), alias]);
  }
  return found;
};
