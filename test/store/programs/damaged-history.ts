// Harms copies of a history at random and uses them, as damaged.ts does with a cache.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { historyPath, openHistory } from '../../../src/store/history.js';
import type { HistoryEntry } from '../../../src/store/history-entry.js';
import { damageDatabase } from '../torture/damage.js';
import { knownText } from '../torture/known-answer.js';
import { createRandom } from '../torture/random.js';

const [scratch = '', times = '1', firstSeed = '1'] = process.argv.slice(2);
const problems: string[] = [];
const count = { hits: 0, misses: 0, asides: 0, off: 0 };
const entryOf = (index: number): HistoryEntry => ({
  createdMs: 1_700_000_000_000 + index, conversation: `c${index % 3}`, terminal: 'pts/1', provider: 'openai', model: 'm',
  prompt: [{ type: 'text', text: `question ${index}` }], text: knownText(`a${index}`), reasoning: '', finishReason: 'stop', isCached: false, costUsd: null,
});

const prepare = async (name: string, from: number): Promise<string> => {
  const [live, still] = [join(scratch, `${name}-live`), join(scratch, name)];
  mkdirSync(still, { recursive: true });
  for (const part of [0, 1]) {
    const history = openHistory({ dataDir: live, warn: (message) => problems.push(message) });
    for (let index = 0; index < 20; index += 1) await history.record(entryOf(from + part * 20 + index));
    if (part === 1) for (const suffix of ['', '-wal', '-shm']) copyFileSync(historyPath(live) + suffix, historyPath(still) + suffix);
    history.close();
  }
  return historyPath(still);
};

const use = async (dataDir: string, label: string): Promise<void> => {
  const warnings: string[] = [];
  const history = openHistory({ dataDir, warn: (message) => { warnings.push(message); } });
  const id = await history.record(entryOf(1_000));
  const shown = id === undefined ? undefined : await history.show(id);
  if (!shown && warnings.length === 0) problems.push(`${label}: a new answer was not kept and nothing was said`);
  if (shown && shown.text !== knownText('a1000')) problems.push(`${label}: the new answer is wrong`);
  await history.search('question a7*', {}, { limit: 20 });
  await history.search('=>', { provider: 'openai', sinceMs: 5 }, { limit: 20 });
  await history.lastConversation('pts/1');
  await history.conversation('c1');
  for await (const entry of history.exportAll()) count[entry.text.startsWith('a') ? 'hits' : 'misses'] += 1;
  await history.remove([1]);
  if (warnings.length > 1) problems.push(`${label}: ${warnings.length} warnings`);
  count.asides += Number(warnings[0]?.includes('was damaged') ?? false);
  count.off += Number(warnings[0]?.includes('is off') ?? false);
  history.close();
};

const [healthy, other] = [await prepare('healthy', 0), await prepare('other', 500)];
for (let time = 0; time < Number(times); time += 1) {
  const seed = Number(firstSeed) + time;
  const dataDir = join(scratch, 'harmed');
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir);
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(healthy + suffix)) copyFileSync(healthy + suffix, historyPath(dataDir) + suffix);
  const label = `seed ${seed}, ${damageDatabase(historyPath(dataDir), other, createRandom(seed))}`;
  await use(dataDir, label).catch((error: unknown) => { problems.push(`${label}: ${String(error)}`); });
}
process.stdout.write(JSON.stringify({ ...count, problems }));
