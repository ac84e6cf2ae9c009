import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { readConfigFile } from '../../src/config/config-file.js';
import { resolveKey } from '../../src/config/keys.js';
import { createTemporaryDirectory } from './temporary-directory.js';

const loaded = vi.hoisted(() => new Set<string>());
vi.mock('smol-toml', (load) => {
  loaded.add('smol-toml');
  return load();
});
vi.mock('node:child_process', (load) => {
  loaded.add('child_process');
  return load();
});

const directory = createTemporaryDirectory();

it('loads the TOML parser only when there is a config.toml', async () => {
  await readConfigFile(null);
  await readConfigFile(join(directory, 'none.toml'));
  expect(loaded).not.toContain('smol-toml');
  writeFileSync(join(directory, 'config.toml'), 'seed = 1\n');
  await readConfigFile(join(directory, 'config.toml'));
  expect(loaded).toContain('smol-toml');
});

it.skipIf(process.platform === 'win32')('loads what starts processes only when a key_cmd has to run', async () => {
  const providerConfig = { name: 'openai', keyCommand: ['printf', 'sk-1'] };
  const input = { provider: 'openai', variables: ['OPENAI_API_KEY'], providerConfig, configDir: directory };
  await resolveKey({ ...input, environment: { OPENAI_API_KEY: 'sk-2' } });
  expect(loaded).not.toContain('child_process');
  await resolveKey({ ...input, environment: { PATH: process.env['PATH'] } });
  expect(loaded).toContain('child_process');
});
