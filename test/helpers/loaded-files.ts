import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finished } from './run-uada.js';
import { runUada } from './run-uada.js';

type Coverage = { readonly result: readonly { readonly url: string }[] };

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .flatMap((name) => (JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage).result)
    .filter(({ url }) => url.startsWith('file:'))
    .map(({ url }) => fileURLToPath(url));

/**
 * Runs the built program in a pipe and tells which files it executed, as V8 counted them: modules, CommonJS and
 * whatever was loaded late.
 */
export const runAndListFiles = async (
  words: readonly string[], home: string, env: Readonly<Record<string, string>> = {},
): Promise<Finished & { readonly files: readonly string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'uada-coverage-'));
  try {
    const finished = await runUada(words, { env: { HOME: home, NODE_V8_COVERAGE: folder, ...env } });
    return { ...finished, files: filesIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
