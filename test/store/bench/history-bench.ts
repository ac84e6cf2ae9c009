import { statSync } from 'node:fs';
import { userMessage } from '../../../src/core/request.js';
import { openDatabase } from '../../../src/store/database.js';
import { historyPath, openHistory } from '../../../src/store/history.js';
import type { HistoryEntry } from '../../../src/store/history-entry.js';
import { entryColumns, toValues } from '../../../src/store/history-entry.js';
import { historyMigrations } from '../../../src/store/history-schema.js';
import { below, createRandom } from '../torture/random.js';
import type { Timing } from './measure.js';
import { measure } from './measure.js';
import { createTextSource, wordAt } from './text-source.js';

export type HistoryFigures = {
  readonly search: Timing; readonly beginningSearch: Timing; readonly rareSearch: Timing; readonly filteredSearch: Timing; readonly list: Timing; readonly record: Timing;
  readonly file: number;
};

const fail = (message: string): never => { throw new Error(message); };
const providers = ['openai', 'anthropic', 'gemini', 'groq', 'together', 'cohere', 'openrouter'];
const startMs = 1_700_000_000_000;
const insert = `INSERT INTO answers (${entryColumns.join(', ')}) VALUES (${entryColumns.map(() => '?').join(', ')})`;

const fill = async (dataDir: string, rows: number, entryOf: (index: number) => HistoryEntry): Promise<void> => {
  const database = openDatabase({ path: historyPath(dataDir), label: 'history', migrations: historyMigrations, warn: fail });
  for (let done = 0; done < rows; done += 10_000) {
    await database.run((connection) => connection.transaction(() => {
      for (let index = done; index < Math.min(rows, done + 10_000); index += 1) connection.insert(insert, ...toValues(entryOf(index)));
    }), undefined);
  }
  database.close();
};

/** Figures of one process on a history of `rows` answers; ollama gave one in a thousand. */
export const benchHistory = async (dataDir: string, rows: number): Promise<HistoryFigures> => {
  const random = createRandom(rows);
  const textOf = createTextSource(random);
  const entryOf = (index: number): HistoryEntry => ({
    createdMs: startMs + index * 1_000, conversation: `c${index >> 2}`, terminal: `pts/${index % 10}`,
    provider: index % 1_000 === 0 ? 'ollama' : providers[below(random, providers.length)] ?? '', model: `model-${below(random, 30)}`,
    prompt: userMessage(textOf(5 + below(random, 25))).content, text: textOf(20 + below(random, 180)), reasoning: '',
    finishReason: 'stop', isCached: false, costUsd: null,
  });
  await fill(dataDir, rows, entryOf);
  const history = openHistory({ dataDir, warn: fail });
  const page = { limit: 20 };
  const words = Array.from({ length: 300 }, () => [textOf(1), textOf(2), `"${textOf(2)}"`]).flat();
  await history.list({}, page);
  const search = await measure(words.length, (index) => history.search(words[index] ?? '', {}, page));
  const beginningSearch = await measure(300, (index) => history.search(`${wordAt(20 + index).slice(0, 4)}*`, {}, page));
  const rareSearch = await measure(300, (index) => history.search(`${wordAt(15_000 + index)} ${wordAt(19_000 - index)}`, {}, page));
  const filteredSearch = await measure(300, (index) => history.search(words[index * 3] ?? '', {
    provider: index % 2 === 0 ? 'ollama' : 'openai', model: index % 3 === 0 ? `model-${index % 30}` : undefined, sinceMs: startMs + rows * below(random, 900),
  }, page));
  const list = await measure(300, (index) => history.list(index % 2 === 0 ? {} : { provider: 'ollama' }, page));
  const record = await measure(1_000, (index) => history.record(entryOf(rows + index)));
  history.close();
  return { search, beginningSearch, rareSearch, filteredSearch, list, record, file: statSync(historyPath(dataDir)).size };
};
