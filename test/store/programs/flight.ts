// Asks for one answer as `uada complete` does: arguments are the data directory, the key, the log of upstream
// requests and how long the provider takes.
import { appendFileSync } from 'node:fs';
import { openAnswerCache } from '../../../src/store/answer-cache.js';

const [dataDir = '', key = '', log = '', takesMs = '0'] = process.argv.slice(2);
const cache = openAnswerCache({ dataDir, warn: (message) => process.stderr.write(`${message}\n`) });

const ask = async (): Promise<string> => {
  appendFileSync(log, `${process.pid}\n`);
  await new Promise((resolve) => setTimeout(resolve, Number(takesMs)));
  return `answer of ${process.pid}`;
};

const answer = async (): Promise<string> => {
  const hit = await cache.get(key);
  if (hit) return hit.text;
  const flight = await cache.join(key, new AbortController().signal);
  if (flight.role === 'follower') return flight.answer.text;
  const text = await ask();
  const stored = { provider: 'p', model: 'm', reasoning: '', text, finishReason: 'stop' as const, createdMs: Date.now() };
  await cache.set(key, stored);
  await flight.land(stored);
  return text;
};

process.stdout.write(await answer());
await cache.close();
