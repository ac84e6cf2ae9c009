import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { lookIntoFiles } from '../helpers/files-below.js';

/** A fresh directory that is removed when the test file ends. */
export const createTemporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-config-'));
  afterAll(() => {
    lookIntoFiles(directory);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
};
