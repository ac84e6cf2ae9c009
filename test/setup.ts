import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { testSeed } from './helpers/seeded-random.js';

// No test reads the user's own keys, settings or cache.
const isOwn = (name: string): boolean =>
  /^(UADA_(?!TEST_|FAULT_REPORT$)|OPENROUTER_|OPENAI_|ANTHROPIC_|GOOGLE_|GEMINI_|GROQ_|TOGETHER_|CO_API|COHERE_|OLLAMA_|XDG_)|_PROXY$/i.test(name);
for (const name of Object.keys(process.env)) {
  if (isOwn(name)) Reflect.deleteProperty(process.env, name);
}
process.env['HOME'] = mkdtempSync(join(tmpdir(), 'uada-home-'));

fc.configureGlobal({ seed: testSeed });
