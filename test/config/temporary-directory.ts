import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A fresh directory that is removed when the test file ends. */
export const createTemporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'uada-config-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};
