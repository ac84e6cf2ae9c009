import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { runUada } from '../helpers/run-uada.js';

const path = join(createTemporaryDirectory(), 'answer.md');
writeFileSync(path, 'Here it is:\n\n```js\nlet a = 1;\nlet b = 2;\n```\n\nThat is all.\n');
const code = 'let a = 1;\nlet b = 2;\n';

describe('-x', () => {
  it.each([[[]], [['-S']]])('is the first block of code as text, with %j', async (words) => {
    expect((await runUada([`--mock=text=@${path}`, '-x', ...words, 'hi'])).stdout).toBe(code);
  });

  it('is the text of the object of --json, and of the events of ndjson', async () => {
    const { stdout } = await runUada([`--mock=text=@${path}`, '-x', '--json', 'hi']);
    expect(JSON.parse(stdout)).toMatchObject({ text: code, finish_reason: 'stop' });
    const lines = (await runUada([`--mock=text=@${path}`, '-x', '--format', 'ndjson', 'hi'])).stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as { type: string; text?: string });
    expect(lines.filter(({ type }) => type === 'text').map(({ text }) => text).join('')).toBe(code);
    expect(lines.map(({ type }) => type).filter((type) => type !== 'text')).toEqual(['start', 'usage', 'end']);
  });

  it('is the whole text where there is no block, also when the answer broke off', async () => {
    const run = await runUada(['--mock=text=No code here.,fault=truncate:2', '--max-retries', '0', '-x', '--json', 'hi']);
    expect([run.exitCode, JSON.parse(run.stdout)]).toEqual([7, expect.objectContaining({ text: expect.stringMatching(/^No/) })]);
  });
});
