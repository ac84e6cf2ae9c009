import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/newcomer.js', import.meta.url));

it('leads a newcomer in README from the install to an answer, a pipe, a load test, completion and doctor, without a key', () => {
  const steps = execFileSync(process.execPath, [script, '--list'], { encoding: 'utf8' }).trimEnd().split('\n');
  expect(steps).toEqual([
    expect.stringMatching(/^npm ci && npx uada complete --mock "/), 'npm install -g .', expect.stringMatching(/^git \S.* \| uada --mock "/),
    expect.stringMatching(/^uada bench --mock=/), 'eval "$(uada completion bash)"', 'uada doctor --mock',
  ]);
});
