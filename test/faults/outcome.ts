import { expect } from 'vitest';
import type { Ran, RunInsideOptions } from './run-inside.js';
import { newHome, runInside } from './run-inside.js';

/** What a person at a terminal gets. */
export type Outcome = {
  readonly exitCode: number;
  /** Exactly this text, or a text that it begins with. */
  readonly stdout?: string | { readonly beginningOf: string };
  /** What the one line on stderr says; without it, stderr stays empty. */
  readonly says?: RegExp;
  /** Whether the same prompt is answered out of the cache afterwards. */
  readonly isCached: boolean;
};

const isAside = (line: string): boolean => line === '' || line.includes('is simulated') || line.includes('trying again');

/** The lines on stderr that are about the outcome: not that the answer is simulated, and no retry. */
export const saidBy = ({ stderr }: Ran): readonly string[] => stderr.split('\n').filter((line) => !isAside(line));

const expectSaid = (run: Ran, provider: string, says: RegExp | undefined): void => {
  const lines = saidBy(run);
  expect(lines).toHaveLength(says === undefined ? 0 : 1);
  if (says === undefined) return;
  expect(lines[0]).toMatch(/^uada: /);
  expect(lines[0]).toMatch(says);
  expect(lines[0]).toContain(provider);
};

/** Nothing that a program prints may hold a key, a stack or a control character. */
export const expectClean = ({ stdout, stderr }: Ran): void => {
  expect(stdout + stderr).not.toContain('canary-');
  expect(stderr).not.toMatch(/\n\s+at |node:internal/);
  expect(stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
};

const expectText = (text: string, wanted: Outcome['stdout'] = ''): void => {
  if (typeof wanted === 'string') expect(text).toBe(wanted);
  else expect(wanted.beginningOf.startsWith(text), `${JSON.stringify(text)} is a beginning`).toBe(true);
};

/** Runs a prompt and then asks the cache for it. */
export const expectOutcome = async (provider: string, words: readonly string[], outcome: Outcome, options: RunInsideOptions = {}): Promise<Ran> => {
  const place = { home: newHome(), ...options };
  const all = ['complete', '-p', provider, ...words, 'Wie heißt 東京?'];
  const run = await runInside(all, place);
  expect([run.exitCode, run.stderr]).toEqual([outcome.exitCode, run.stderr]);
  expectText(run.stdout, outcome.stdout);
  expectSaid(run, provider, outcome.says);
  expectClean(run);
  const again = await runInside([...all, '--cache-only'], place);
  expect(again.exitCode, 'what the cache says').toBe(outcome.isCached ? 0 : 8);
  if (outcome.isCached) expect(again.stdout).toBe(run.stdout);
  return run;
};

/** How many requests a prompt takes, as `--json` counts them. */
export const countAttempts = async (provider: string, words: readonly string[], options: RunInsideOptions = {}): Promise<number> => {
  const run = await runInside(['complete', '-p', provider, '--json', ...words, 'hi'], options);
  return (JSON.parse(run.stdout) as { readonly attempts: number }).attempts;
};
