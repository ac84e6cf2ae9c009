// Harms copies of a cache at random and uses them. Arguments: a scratch directory, how many times, the seed. Each time
// has a seed of its own, so that one can be repeated alone with "1" and that seed.
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cachePath, openAnswerCache } from '../../../src/store/answer-cache.js';
import { damageDatabase } from '../torture/damage.js';
import { knownAnswer, knownText } from '../torture/known-answer.js';
import { createRandom } from '../torture/random.js';

const [scratch = '', times = '1', firstSeed = '1'] = process.argv.slice(2);
const keysPerFile = 40;
const keyOf = (index: number): string => `key-${index}`;
const problems: string[] = [];
const count = { hits: 0, misses: 0, asides: 0, off: 0 };

/** A cache half of whose answers are in the log only, as after a kill: copied while it is open. */
const prepare = async (name: string, shift: number): Promise<string> => {
  const [live, still] = [join(scratch, `${name}-live`), join(scratch, name)];
  mkdirSync(still, { recursive: true });
  for (const part of [0, 1]) {
    const cache = openAnswerCache({ dataDir: live, warn: (message) => problems.push(message) });
    for (let index = part; index < keysPerFile; index += 2) await cache.set(keyOf(index + shift), knownAnswer(keyOf(index + shift)));
    if (part === 1) for (const suffix of ['', '-wal', '-shm']) copyFileSync(cachePath(live) + suffix, cachePath(still) + suffix);
    await cache.close();
  }
  return cachePath(still);
};

const use = async (dataDir: string, label: string): Promise<void> => {
  const warnings: string[] = [];
  const cache = openAnswerCache({ dataDir, warn: (message) => { warnings.push(message); } });
  for (let index = 0; index < keysPerFile * 2; index += 1) {
    const found = await cache.get(keyOf(index));
    count[found ? 'hits' : 'misses'] += 1;
    if (found && found.text !== knownText(keyOf(index))) problems.push(`${label}: wrong answer for ${keyOf(index)}`);
  }
  await cache.set('new', knownAnswer('new'));
  const again = await cache.get('new');
  if (again && again.text !== knownText('new')) problems.push(`${label}: wrong answer for new`);
  if (!again && warnings.length === 0) problems.push(`${label}: a new answer was not kept and nothing was said`);
  if (warnings.length > 1) problems.push(`${label}: ${warnings.length} warnings`);
  count.asides += Number(warnings[0]?.includes('was damaged') ?? false);
  count.off += Number(warnings[0]?.includes('is off') ?? false);
  await cache.close();
};

const [healthy, other] = [await prepare('healthy', 0), await prepare('other', keysPerFile)];
for (let time = 0; time < Number(times); time += 1) {
  const seed = Number(firstSeed) + time;
  const dataDir = join(scratch, 'harmed');
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir);
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(healthy + suffix)) copyFileSync(healthy + suffix, cachePath(dataDir) + suffix);
  const label = `seed ${seed}, ${damageDatabase(cachePath(dataDir), other, createRandom(seed))}`;
  await use(dataDir, label).catch((error: unknown) => { problems.push(`${label}: ${String(error)}`); });
}
process.stdout.write(JSON.stringify({ ...count, problems }));
