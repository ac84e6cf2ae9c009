// Answers as `uada complete` does: from the cache, or from a provider and then into the cache. Arguments are the
// data directory, the key, the text the provider gives and "missing" to run without the native module.
import { openAnswerCache } from '../../../src/store/answer-cache.js';

const [dataDir = '', key = '', text = '', driver = ''] = process.argv.slice(2);
const loadDriver = driver === 'missing'
  ? () => Promise.reject(Object.assign(new Error("Cannot find package 'better-sqlite3'"), { code: 'ERR_MODULE_NOT_FOUND' }))
  : undefined;
const cache = openAnswerCache({ dataDir, loadDriver, warn: (message) => process.stderr.write(`${message}\n`) });
const hit = await cache.get(key);
process.stdout.write(hit ? `cached ${hit.text}` : text);
if (!hit) await cache.set(key, { provider: 'p', model: 'm', reasoning: '', text, finishReason: 'stop', createdMs: Date.now() });
await cache.close();
