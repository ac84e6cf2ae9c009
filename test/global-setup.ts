import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const newestMs = (folder: string): number =>
  Math.max(...readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));

const isBuilt = (): boolean => {
  try {
    const builtMs = statSync(join(root, 'dist', 'main.cjs')).mtimeMs;
    return builtMs > Math.max(newestMs(join(root, 'src')), statSync(join(root, 'scripts', 'build.js')).mtimeMs, statSync(join(root, 'package.json')).mtimeMs);
  } catch {
    return false;
  }
};

/**
 * Black-box tests run the built program, which therefore is what the sources say. Whatever a test leaves in the
 * folder for temporary files goes when all have run.
 */
export const setup = (): (() => void) => {
  if (!isBuilt()) execFileSync(process.execPath, [join(root, 'scripts', 'build.js')], { stdio: 'inherit' });
  const folder = mkdtempSync(join(tmpdir(), 'uada-run-'));
  chmodSync(folder, 0o711);
  process.env['UADA_TEST_FOLDER'] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};
