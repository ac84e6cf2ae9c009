// The whole numbers, with a verdict a framing; exit 1 when one is missed. Options: --streams 50000, --seed 7.
import { parseArgs } from 'node:util';
import { framings, readCorpus } from './corpus.js';
import { fuzzFraming } from './fuzz-framing.js';

const { values } = parseArgs({ options: { streams: { type: 'string', default: '1000000' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? process.env['UADA_TEST_SEED'] ?? Date.now() % 1_000_000_000);

process.stdout.write(`seed ${seed}\n`);
for (const framing of framings) {
  const startMs = performance.now();
  const result = fuzzFraming(framing, await readCorpus(framing, process.cwd()), { streams: Number(values.streams), seed });
  const isMet = result.problems.length === 0 && result.slowestMs <= 1000 && result.growthBytes <= 64 * 1024 * 1024;
  if (!isMet) process.exitCode = 1;
  process.stdout.write([
    `${isMet ? 'ok    ' : 'MISSED'} ${framing}: ${result.streams} streams in ${((performance.now() - startMs) / 1000).toFixed(1)} s,`,
    `${result.ended} ended, ${result.failed} failed in words, ${result.problems.length} problems,`,
    `slowest ${result.slowestMs.toFixed(1)} ms, heap +${(result.growthBytes / 1024 / 1024).toFixed(1)} MB\n${result.problems.join('\n')}`,
  ].join(' '));
}
