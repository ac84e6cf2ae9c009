import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryDirectory } from '../config/temporary-directory.js';
import { runUada } from '../helpers/run-uada.js';

const folder = createTemporaryDirectory();
writeFileSync(join(folder, 'config.toml'), 'format = "json"\n', { mode: 0o600 });

const failing = ['-f', join(folder, 'none.txt'), 'hi'];

describe('a failure before the first output', () => {
  it.each([
    ['UADA_JSON', { UADA_JSON: '1' }, failing], ['UADA_FORMAT', { UADA_FORMAT: 'ndjson' }, failing], ['the config file', { UADA_CONFIG_DIR: folder }, failing],
    ['UADA_JSON beside a wrong variable', { UADA_JSON: 'true', UADA_SEED: 'x' }, ['hi']], ['UADA_JSON beside a wrong flag', { UADA_JSON: '1' }, ['--tempratur', '1', 'hi']],
    ['UADA_JSON, for bench', { UADA_JSON: '1' }, ['bench', '--mock', '-n', 'x']],
  ])('is an object where %s asks for one', async (_, env, words) => {
    const run = await runUada(words, { env });
    expect([run.exitCode, JSON.parse(run.stdout)]).toEqual([2, expect.objectContaining({ error: expect.objectContaining({ kind: 'usage' }) })]);
    expect(run.stderr).toMatch(/^uada: .*\n$/);
  });

  it.each([
    ['where a flag says otherwise', ['--format', 'text', ...failing]], ['of a command whose --json is a flag alone', ['cache', 'show', 'ffff']],
  ])('is none %s', async (_, words) => {
    expect(await runUada(words, { env: { UADA_JSON: '1' } })).toMatchObject({ exitCode: 2, stdout: '' });
  });
});
