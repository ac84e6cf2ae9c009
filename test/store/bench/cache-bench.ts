import { statSync } from 'node:fs';
import { cachePath, openAnswerCache } from '../../../src/store/answer-cache.js';
import { answersNamespace } from '../../../src/store/cache-entry.js';
import { cacheKey } from '../../../src/store/cache-key.js';
import { cacheMigrations } from '../../../src/store/cache-schema.js';
import type { CachedAnswer } from '../../../src/store/cached-answer.js';
import { toStoredAnswer } from '../../../src/store/cached-answer.js';
import { openDatabase } from '../../../src/store/database.js';
import { encodeEntry } from '../../../src/store/entry-codec.js';
import { userMessage } from '../../../src/core/request.js';
import { below, createRandom } from '../torture/random.js';
import type { Timing } from './measure.js';
import { measure } from './measure.js';
import { createTextSource } from './text-source.js';

export type CacheFigures = { readonly hit: Timing; readonly miss: Timing; readonly write: Timing; readonly open: Timing; readonly file: number };

const fail = (message: string): never => { throw new Error(message); };

const keyOf = (index: number): string => cacheKey({
  provider: 'openai', baseUrl: 'https://api.openai.com/v1', api: 'openai-chat', request: { model: 'm', messages: [userMessage(`prompt ${index}`)], stream: true },
});

/** Fills a cache with answers of 20 to 400 words, many in one transaction. */
const fill = async (dataDir: string, rows: number, answerOf: () => CachedAnswer): Promise<void> => {
  const database = openDatabase({ path: cachePath(dataDir), label: 'cache', migrations: cacheMigrations, warn: fail });
  for (let done = 0; done < rows; done += 10_000) {
    const batch = await Promise.all(Array.from({ length: Math.min(10_000, rows - done) }, async (_, offset) => {
      const head = { namespace: answersNamespace, key: keyOf(done + offset), createdMs: Date.now(), expiresMs: null };
      return { ...head, ...await encodeEntry(head, toStoredAnswer(answerOf())) };
    }));
    await database.run((connection) => connection.transaction(() => {
      for (const { namespace, key, createdMs, size, format, checksum, body } of batch) {
        connection.insert(
          'INSERT INTO entries (namespace, key, created_ms, expires_ms, last_used_ms, size, format, checksum, body) VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?)',
          namespace, key, createdMs, createdMs, size, format, checksum, body,
        );
      }
    }), undefined);
  }
  database.close();
};

/** Figures of one process on a cache of `rows` answers. */
export const benchCache = async (dataDir: string, rows: number): Promise<CacheFigures> => {
  const random = createRandom(rows);
  const textOf = createTextSource(random);
  const answerOf = (): CachedAnswer => ({
    provider: 'openai', model: 'm', reasoning: '', text: textOf(20 + below(random, 380)), finishReason: 'stop', createdMs: Date.now(),
  });
  await fill(dataDir, rows, answerOf);
  const open = await measure(20, async () => {
    const cache = openAnswerCache({ dataDir, warn: fail });
    await cache.get('no such key');
    await cache.close();
  });
  const cache = openAnswerCache({ dataDir, warn: fail, maxBytes: Number.MAX_SAFE_INTEGER });
  const keys = Array.from({ length: 5_000 }, () => keyOf(below(random, rows)));
  const hit = await measure(keys.length, async (index) => await cache.get(keys[index] ?? '') ?? fail('expected a hit'));
  const miss = await measure(2_000, (index) => cache.get(`missing ${index}`));
  const answers = Array.from({ length: 2_000 }, answerOf);
  const write = await measure(answers.length, (index) => cache.set(keyOf(rows + index), answers[index] ?? fail('no answer')));
  await cache.close();
  return { hit, miss, write, open, file: statSync(cachePath(dataDir)).size };
};
