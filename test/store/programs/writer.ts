// Writes known answers, or reads some of those of other writers, and reports how long each write took and how long
// the event loop stood still. Between two operations it waits up to pauseMs, as a command has other things to do:
// without a pause sixteen processes on a few cores measure the scheduler. A program named "idle" does the same without
// the store, and so tells what the machine does. All begin at one moment, when all have started.
import { openAnswerCache } from '../../../src/store/answer-cache.js';
import { watchEventLoop } from '../torture/event-loop.js';
import { knownAnswer, knownText } from '../torture/known-answer.js';
import { below, createRandom } from '../torture/random.js';

const [dataDir = '', name = '', writes = '0', reads = '0', writers = '1', seed = '1', pauseMs = '0', beginMs = '0'] = process.argv.slice(2);
let warnings = 0;
const cache = openAnswerCache({ dataDir, warn: (message) => { warnings += 1; process.stderr.write(`${message}\n`); } });
const random = createRandom(Number(seed));
// The first operations load and compile code, which twenty processes at once would pay with each other's time.
for (let index = 0; index < 30 && name !== 'idle'; index += 1) {
  await cache.set(`warm-${index}`, knownAnswer(`warm-${index}`));
  await cache.get(`warm-${index}`);
}
await new Promise((resolve) => setTimeout(resolve, Number(beginMs) - Date.now()));

const stopWatch = watchEventLoop();
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, random() * Number(pauseMs)));
const times: number[] = [];
for (let index = 0; index < Number(writes); index += 1) {
  const startMs = performance.now();
  if (name !== 'idle') await cache.set(`${name}-${index}`, knownAnswer(`${name}-${index}`));
  times.push(Math.round((performance.now() - startMs) * 1_000) / 1_000);
  await pause();
}
let wrong = 0;
let hits = 0;
for (let index = 0; index < Number(reads); index += 1) {
  const key = `writer${below(random, Number(writers))}-${below(random, 200)}`;
  const found = await cache.get(key);
  if (found) hits += 1;
  if (found && found.text !== knownText(key)) wrong += 1;
  await pause();
}
const stallMs = stopWatch();
await cache.close();
process.stdout.write(JSON.stringify({ times, stallMs, warnings, wrong, hits }));
