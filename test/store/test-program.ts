import { rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { bundleProgram } from './build-program.js';

/** A program of test/store/programs, built for the running test. */
export const buildProgram = async (name: string): Promise<string> => {
  const path = await bundleProgram(`programs/${name}`);
  onTestFinished(() => { rmSync(path, { force: true }); });
  return path;
};
