import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, expect } from 'vitest';
import { lookIntoFiles } from './helpers/files-below.js';
import { takeWantedHosts } from './helpers/loopback-only.cjs';
import { testSeed } from './helpers/seeded-random.js';
import { takeLeaks } from './helpers/watch-leaks.js';

// No test reads the user's own keys, settings or cache.
const isOwn = (name: string): boolean =>
  /^(UADA_(?!TEST_)|OPENROUTER_|OPENAI_|ANTHROPIC_|GOOGLE_|GEMINI_|GROQ_|TOGETHER_|CO_API|COHERE_|OLLAMA_|XDG_)|_PROXY$/i.test(name);
for (const name of Object.keys(process.env)) {
  if (isOwn(name)) Reflect.deleteProperty(process.env, name);
}

// Each file of tests has a folder of its own for what its runs leave. Some run a program as another user, who has to get below.
const folder = mkdtempSync(join(process.env['UADA_TEST_FOLDER'] ?? tmpdir(), 'tests-'));
chmodSync(folder, 0o711);
process.env['TMPDIR'] = folder;
process.env['HOME'] = mkdtempSync(join(tmpdir(), 'uada-home-'));

fc.configureGlobal({ seed: testSeed });

// Every test is one of secrecy, too: the keys that the program gets are in nothing that it wrote, or kept, or started.
afterEach(() => expect(takeLeaks()).toEqual([]));
// None asks another machine, as one would that forgets to give a base URL.
afterEach(() => expect(takeWantedHosts()).toEqual([]));
afterAll(() => {
  lookIntoFiles(folder);
  expect(takeLeaks()).toEqual([]);
});
