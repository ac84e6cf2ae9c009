import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runInPty } from './pty.js';

/** So many prompts in a file, and where their answers go. */
const newFiles = (count: number): { readonly input: string; readonly output: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'uada-batch-'));
  const input = join(folder, 'in.jsonl');
  writeFileSync(input, Array.from({ length: count }, (_, index) => `"prompt ${index}"\n`).join(''));
  return { input, output: join(folder, 'out.jsonl') };
};

const words = ({ input, output }: ReturnType<typeof newFiles>, ...more: readonly string[]): readonly string[] =>
  ['batch', input, '-o', output, '-c', '2', '-m', 'openai/gpt-5-mini', '--mock=ttft=60,tokens=4', ...more];

describe('the progress of a batch in a real terminal', () => {
  it.each([40, 100])('shows on one line how far it is, with rate, failures, cost and time left, and takes it away, %i columns wide', async (columns) => {
    const files = newFiles(30);
    const run = runInPty(words(files), { columns });
    await run.until(/\d+ of 30 \(\d+ %\)/);
    expect((await run.ended).exitCode).toBe(0);
    const written = stripVTControlCharacters(run.written());
    const wide = [/[\d.]+\/s/, /0 failed/, ...(columns < 60 ? [] : [/\$0/, /\d (?:s|ms) left/])];
    for (const part of wide) expect(written).toMatch(part);
    const lines = await run.lines();
    expect(lines.join('\n')).not.toMatch(/of 30 \(/);
    expect(lines.join('\n')).toMatch(/30 answered/);
    expect(readFileSync(files.output, 'utf8').trim().split('\n')).toHaveLength(30);
  });

  it('says nothing with -q', async () => {
    const run = runInPty(words(newFiles(6), '-q'));
    expect((await run.ended).exitCode).toBe(0);
    expect(stripVTControlCharacters(run.written()).trim()).toBe('');
  });
});
