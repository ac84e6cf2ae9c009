import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { lookIntoFiles } from '../helpers/files-below.js';

/** A fresh directory that goes when the test is over. */
export const temporaryDirectory = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'uada-store-'));
  onTestFinished(() => {
    lookIntoFiles(path);
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  });
  return path;
};
