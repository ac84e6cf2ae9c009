import { join } from 'node:path';
import type { Connection, SqlRow } from './connection.js';
import type { CloseOptions, StoreDatabase } from './database.js';
import { openDatabase } from './database.js';
import type { HistoryEntry, StoredEntry } from './history-entry.js';
import { entryColumns, toEntry, toValues } from './history-entry.js';
import type { HistoryFilter, HistoryQuery } from './history-query.js';
import { toHistoryQuery } from './history-query.js';
import { mendSearch, salvageHistory } from './history-rescue.js';
import { historyMigrations } from './history-schema.js';
import type { SnippetPart } from './history-snippet.js';
import { cutSnippet, matchEnd, matchStart, toSnippet } from './history-snippet.js';
import type { LoadSqliteDriver } from './sqlite-driver.js';
import type { Warn } from './warn-once.js';

export type HistoryOptions = {
  /** The directory of history.db; made with mode 0700 when it is not there. */
  readonly dataDir: string;
  readonly warn: Warn;
  /** Wall clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
  readonly loadDriver?: LoadSqliteDriver | undefined;
};

/** Which page of a list: newest first, below the id `before`. */
export type HistoryPage = { readonly limit: number; readonly before?: number | undefined };

export type AskedNames = Pick<StoredEntry, 'provider' | 'model' | 'conversation'>;

export type HistoryHit = { readonly entry: StoredEntry; readonly snippet: readonly SnippetPart[] };

/** Every answer given. Nothing here rejects; a history that cannot be used warns once and reads as empty. */
export type History = {
  readonly path: string;
  /** Keeps an answer and resolves to its id; undefined when it could not be kept. */
  record(entry: HistoryEntry): Promise<number | undefined>;
  /** Newest first. */
  list(filter: HistoryFilter, page: HistoryPage): Promise<readonly StoredEntry[]>;
  /** Answers in which all the words of `text` occur, newest first. Words, "phrases" and `beginn*` are understood. */
  search(text: string, filter: HistoryFilter, page: HistoryPage): Promise<readonly HistoryHit[]>;
  show(id: number): Promise<StoredEntry | undefined>;
  /** Who was asked, and in which conversation, in the latest answers; none of their texts is read. */
  names(limit: number): Promise<readonly AskedNames[]>;
  /** Removes answers for good, also from the free space of the file, and resolves to how many there were. */
  remove(ids: readonly number[]): Promise<number>;
  /** Every answer, oldest first, read in pages so that a slow reader blocks nobody. */
  exportAll(): AsyncGenerator<StoredEntry, void>;
  /** The conversation last active in a terminal. */
  lastConversation(terminal: string): Promise<string | undefined>;
  /** The answers of a conversation, oldest first; empty for an unknown one. */
  conversation(nameOrId: string): Promise<readonly StoredEntry[]>;
  close(options?: CloseOptions): void;
};

/** The history file in a data directory. */
export const historyPath = (dataDir: string): string => join(dataDir, 'history.db');

const insert = `INSERT INTO answers (${entryColumns.join(', ')}) VALUES (${entryColumns.map(() => '?').join(', ')})`;
// Ids grow with time, but for a clock that jumped: so the earliest thousand answers have a say, not the first alone.
const sinceFirst = `coalesce(
  (SELECT min(id) FROM (SELECT id FROM answers WHERE created_ms >= ? ORDER BY created_ms LIMIT 1000)), 9007199254740991)`;

type Search = { readonly query: HistoryQuery; readonly filter: HistoryFilter; readonly page: HistoryPage };

const select = ({ rows }: Connection, { query, filter, page }: Search): readonly SqlRow[] => {
  const { match, substrings } = query;
  const { provider, sinceMs } = filter;
  const snippets = [1, 0].map((column) => `snippet(answers_search, ${column}, '${matchStart}', '${matchEnd}', '…', 16) AS snippet${column}`);
  // Going down by id is going back in time, and lets the index stop at the limit; ranking would read every match.
  const [columns, order] = match === undefined
    ? ['answers.* FROM answers', 'answers.id']
    : [`answers.*, ${snippets.join(', ')} FROM answers_search JOIN answers ON answers.id = answers_search.rowid`, 'answers_search.rowid'];
  const conditions: readonly (readonly [string, ...(string | number)[]])[] = [
    ...(match === undefined ? [] : [['answers_search MATCH ?', match] as const]),
    ...(page.before === undefined ? [] : [[`${order} < ?`, page.before] as const]),
    ...(sinceMs === undefined ? [] : [[`${order} >= ${sinceFirst} AND created_ms >= ?`, sinceMs, sinceMs] as const]),
    ...(provider === undefined ? [] : [['answers.provider = ?', provider] as const]),
    ...substrings.map((wanted) => ['(instr(lower(answers.prompt), ?) OR instr(lower(answers.text), ?))', wanted, wanted] as const),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`;
  return rows(`SELECT ${columns} ${where} ORDER BY ${order} DESC LIMIT ?`, ...conditions.flatMap(([, ...values]) => values), page.limit);
};

const toHit = (row: SqlRow, { substrings }: HistoryQuery): HistoryHit => {
  const entry = toEntry(row);
  const marked = [row['snippet1'], row['snippet0']].find((snippet) => typeof snippet === 'string' && snippet.includes(matchStart));
  if (typeof marked === 'string') return { entry, snippet: toSnippet(marked) };
  const wanted = substrings[0] ?? '';
  const source = entry.text.toLowerCase().includes(wanted) ? entry.text : String(row['prompt']);
  return { entry, snippet: cutSnippet(source, wanted) };
};

const toNames = (row: SqlRow): AskedNames => {
  const { provider, model, conversation } = toEntry(row);
  return { provider, model, conversation };
};

async function* exportPages(database: StoreDatabase): AsyncGenerator<StoredEntry, void> {
  for (let lastId = 0, isMore = true; isMore;) {
    const page = await database.look(({ rows }) => rows('SELECT * FROM answers WHERE id > ? ORDER BY id LIMIT 100', lastId), []);
    for (const row of page) {
      const entry = toEntry(row);
      lastId = entry.id;
      yield entry;
    }
    isMore = page.length > 0;
  }
}

const removeAll = ({ handle, change, transaction }: Connection, ids: readonly number[]): number => {
  handle.pragma('secure_delete = ON');
  const removed = transaction(() => ids.reduce((sum, id) => sum + change('DELETE FROM answers WHERE id = ?', id), 0));
  // The log still holds the pages as they were.
  handle.pragma('wal_checkpoint(TRUNCATE)');
  return removed;
};

/** Opens the history of a data directory; the file is touched at the first call. */
export const openHistory = ({ dataDir, warn, now, loadDriver }: HistoryOptions): History => {
  const path = historyPath(dataDir);
  const database = openDatabase({
    path, label: 'history', migrations: historyMigrations, warn, loadDriver, now, mend: mendSearch, salvage: salvageHistory,
  });
  return {
    path,
    record: (entry) => database.runTogether<number | undefined>((connection) => connection.insert(insert, ...toValues(entry)), undefined),
    list: async (filter, page) =>
      (await database.look((connection) => select(connection, { query: toHistoryQuery('', filter), filter, page }), [])).map(toEntry),
    search: async (text, filter, page) => {
      const query = toHistoryQuery(text, filter);
      return (await database.look((connection) => select(connection, { query, filter, page }), [])).map((row) => toHit(row, query));
    },
    show: (id) => database.look(({ row }) => {
      const found = row('SELECT * FROM answers WHERE id = ?', id);
      return found && toEntry(found);
    }, undefined),
    names: async (limit) =>
      (await database.look(({ rows }) => rows('SELECT provider, model, conversation FROM answers ORDER BY id DESC LIMIT ?', limit), [])).map(toNames),
    remove: (ids) => database.look((connection) => removeAll(connection, ids), 0),
    exportAll: () => exportPages(database),
    lastConversation: (terminal) => database.look<string | undefined>(({ row }) => {
      const found = row('SELECT conversation FROM answers WHERE terminal = ? ORDER BY id DESC LIMIT 1', terminal)?.['conversation'];
      return typeof found === 'string' ? found : undefined;
    }, undefined),
    conversation: async (nameOrId) =>
      (await database.look(({ rows }) => rows('SELECT * FROM answers WHERE conversation = ? ORDER BY id', nameOrId), [])).map(toEntry),
    close: (closing) => { database.close(closing); },
  };
};
