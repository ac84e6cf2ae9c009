import type { Migration } from './connection.js';

const createAnswers: Migration = {
  name: 'create answers',
  up: (handle) => handle.exec(`
    CREATE TABLE answers (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      created_ms INTEGER NOT NULL,
      conversation TEXT NOT NULL,
      terminal TEXT,
      provider TEXT NOT NULL,
      model TEXT NOT NULL,
      system TEXT,
      prompt TEXT NOT NULL,
      parts TEXT,
      text TEXT NOT NULL,
      reasoning TEXT NOT NULL,
      finish_reason TEXT,
      is_cached INTEGER NOT NULL,
      first_token_ms REAL,
      total_ms REAL,
      input_tokens INTEGER,
      output_tokens INTEGER,
      reasoning_tokens INTEGER,
      cached_input_tokens INTEGER,
      cost_usd REAL,
      request_id TEXT
    );
    CREATE INDEX answers_by_time ON answers (created_ms);
    CREATE INDEX answers_by_conversation ON answers (conversation, id);
    CREATE INDEX answers_by_terminal ON answers (terminal, id) WHERE terminal IS NOT NULL;`),
};

// Provider and model are indexed words, so that a filter narrows the search instead of sifting its results.
// With secure-delete a removed answer leaves no words behind in the index.
const createSearch: Migration = {
  name: 'create search',
  up: (handle) => handle.exec(`
    CREATE VIRTUAL TABLE answers_search USING fts5 (
      prompt, text, provider, model, content = 'answers', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO answers_search (answers_search, rank) VALUES ('secure-delete', 1);
    CREATE TRIGGER answers_inserted AFTER INSERT ON answers BEGIN
      INSERT INTO answers_search (rowid, prompt, text, provider, model) VALUES (new.id, new.prompt, new.text, new.provider, new.model);
    END;
    CREATE TRIGGER answers_deleted AFTER DELETE ON answers BEGIN
      INSERT INTO answers_search (answers_search, rowid, prompt, text, provider, model)
      VALUES ('delete', old.id, old.prompt, old.text, old.provider, old.model);
    END;
    CREATE TRIGGER answers_updated AFTER UPDATE ON answers BEGIN
      INSERT INTO answers_search (answers_search, rowid, prompt, text, provider, model)
      VALUES ('delete', old.id, old.prompt, old.text, old.provider, old.model);
      INSERT INTO answers_search (rowid, prompt, text, provider, model) VALUES (new.id, new.prompt, new.text, new.provider, new.model);
    END;`),
};

/** The schema of history.db, oldest step first. Steps are only ever added. */
export const historyMigrations: readonly Migration[] = [createAnswers, createSearch];
