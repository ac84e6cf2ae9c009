import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A fresh directory that goes when the test is over. */
export const temporaryDirectory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'uada-store-'));
  onTestFinished(() => { rmSync(path, { recursive: true, force: true, maxRetries: 3 }); });
  return path;
};
