import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classifyError } from '../../src/bench/error-class.js';
import { UadaError } from '../../src/core/errors.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { runUada } from '../helpers/run-uada.js';
import { say, useScriptedServer } from '../helpers/scripted-server.js';

const measure = async (url: string, folder: string, ...words: readonly string[]) => {
  const env = { UADA_DATA_DIR: join(folder, 'data') };
  const finished = await runUada(['bench', '-m', 'openai/gpt-5-mini', '--base-url', url, '--cached', '--json', ...words], { env });
  return { ...finished, json: finished.stdout === '' ? null : JSON.parse(finished.stdout) };
};

describe('bench --cached', () => {
  it('asks each prompt once and answers all else out of the cache, in a later run everything', async () => {
    const folder = createTemporaryDirectory();
    const server = await useScriptedServer(say('Yes.'));
    const first = await measure(server.url, folder, '-n', '60', '-c', '2');
    expect(first.json.targets[0]).toMatchObject({ requests: { sent: 60, ok: 60, failed: 0 }, cost_usd: 0, connect: { new: 0, reused: 0 } });
    expect(first.json.plan).toMatchObject({ cached: true, warmup: 8 });
    expect(first.stderr).toMatch(/8 requests, about 2048 input/);
    expect(server.bodies).toHaveLength(8);
    const again = await measure(server.url, folder, '-r', '200/s', '-n', '30');
    expect([again.json.targets[0].requests.ok, server.bodies.length]).toEqual([30, 8]);
  });

  it('asks the prompts of a file', async () => {
    const folder = createTemporaryDirectory();
    writeFileSync(join(folder, 'prompts.txt'), 'Is it raining?\nIs it snowing?\nIs it dark?\n');
    const server = await useScriptedServer(say('Yes.'));
    await measure(server.url, folder, '-n', '20', '--prompts', join(folder, 'prompts.txt'));
    expect(server.bodies.map((body) => (body['messages'] as readonly { content: string }[])[0]?.content)).toEqual(['Is it raining?', 'Is it snowing?', 'Is it dark?']);
  });

  it('leaves the cache out of any other run', async () => {
    const folder = createTemporaryDirectory();
    writeFileSync(join(folder, 'prompts.txt'), 'Is it raining?\n');
    const server = await useScriptedServer(say('Yes.'));
    const env = { UADA_DATA_DIR: join(folder, 'data') };
    await runUada(['bench', '-m', 'openai/gpt-5-mini', '--base-url', server.url, '-n', '20', '--warmup', '0', '--prompts', join(folder, 'prompts.txt')], { env });
    expect(server.bodies).toHaveLength(20);
  });

  it('refuses what it cannot keep', async () => {
    const server = await useScriptedServer(say('Yes.'));
    const folder = createTemporaryDirectory();
    expect(await measure(server.url, folder, '--max-cost', '0.000001')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Filling the cache may cost') });
    expect(await measure(server.url, folder, '--workers', '2')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--cached and --workers exclude each other') });
    expect(server.bodies).toHaveLength(0);
  });

  it('counts a miss as a failure of its own class', () => {
    expect(classifyError(new UadaError('cache_miss', 'Not there.'), { hasEvents: false, hasBody: false, status: null })).toBe('cache-miss');
  });
});
