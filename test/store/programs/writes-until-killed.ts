// Opens the cache and writes known answers for ever, naming each one on stdout once it is stored. Arguments: data
// directory, name.
import { writeSync } from 'node:fs';
import { openAnswerCache } from '../../../src/store/answer-cache.js';
import { knownAnswer } from '../torture/known-answer.js';

const [dataDir = '', name = ''] = process.argv.slice(2);
const cache = openAnswerCache({ dataDir, warn: (message) => { writeSync(2, `${message}\n`); } });
writeSync(1, 'ready\n');
for (let index = 0; ; index += 1) {
  const key = `${name}-${index}`;
  await cache.set(key, knownAnswer(key));
  writeSync(1, `${key}\n`);
}
