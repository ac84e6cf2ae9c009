import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseRecord } from '../../src/app/batch/parse-record.js';
import { bin, ownEnvironment } from '../helpers/run-uada.js';

const answered = { id: 'b', prompt: 'B' };

/** An output of an earlier run: a failure, then an answer that is longer than the limit of the shell below. */
const writeOutput = (path: string): string => {
  const { hash } = parseRecord(answered, { line: 2, index: 1, defaultId: 2 });
  const lines = [
    { id: 'a', index: 0, input_hash: '0123456789abcdef', error: { kind: 'provider' } },
    { id: 'b', index: 1, input_hash: hash, text: 'x'.repeat(5000), error: null },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  writeFileSync(path, text);
  return text;
};

it('an output that cannot be written anew to its end stays as it was', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uada-batch-'));
  const [input, output] = [join(folder, 'in.jsonl'), join(folder, 'out.jsonl')];
  writeFileSync(input, `${JSON.stringify({ id: 'a', prompt: 'A' })}\n${JSON.stringify(answered)}\n`);
  const before = writeOutput(output);
  // A file may have 8 blocks of 512 bytes: as on a disk that is nearly full, the last write takes a part only.
  const words = ['batch', input, '-o', output, '--resume', '--mock', '-p', 'openai', '--no-cache', '--no-history'];
  const { status, stderr } = spawnSync('sh', ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, bin, ...words], { env: ownEnvironment(), encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain(`The file ${output} cannot be written`);
  expect(readFileSync(output, 'utf8')).toBe(before);
});
