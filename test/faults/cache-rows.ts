import { spawn } from 'node:child_process';
import { expect } from 'vitest';
import { bin, ownEnvironment } from '../helpers/run-uada.js';
import { watched } from '../helpers/watch-leaks.js';
import type { FaultRow } from './fault-row.js';
import { saidBy } from './outcome.js';
import { provenBy } from './proven-by.js';
import { mock, providers } from './providers.js';
import { newHome, runInside } from './run-inside.js';

const words = (provider: string, ...more: readonly string[]): readonly string[] => ['complete', mock('itl=20'), '-p', provider, ...more, 'hi'];

/** Kills the program in the middle of an answer and asks the cache. */
const killMidway = async (provider: string): Promise<void> => {
  const home = newHome();
  const child = watched(spawn(process.execPath, [bin, ...words(provider)], { env: ownEnvironment({ HOME: home }), stdio: ['ignore', 'pipe', 'ignore'] }));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  expect((await runInside(words(provider, '--cache-only'), { home })).exitCode).toBe(8);
  expect((await runInside(words(provider), { home })).exitCode).toBe(0);
};

const seen = (id: string, fault: string, ...files: readonly string[]): FaultRow => ({ id, fault, checks: provenBy(id, ...files) });

const [database, faults, adapter] = ['test/store/database.test.ts', 'test/store/faults.test.ts', 'test/store/sqlite-keyv-adapter.test.ts'];

const teamServers = ['redis', 'redis-cluster', 'postgres'].map((name) => `test/store/team/${name}.test.ts`);

/** Nothing listens on port 1. */
const answerWithoutTeam = async (provider: string): Promise<void> => {
  const run = await runInside(words(provider), { env: { UADA_CACHE_URL: 'redis://:canary-team@127.0.0.1:1' } });
  expect(run.exitCode).toBe(0);
  expect(run.stdout).not.toBe('');
  expect(saidBy(run)).toEqual([expect.stringContaining('The team cache redis://127.0.0.1:1 is not used: nothing listens there.')]);
};

/** Faults of cache and disk, C1 to C22. */
export const cacheRows: readonly FaultRow[] = [
  { id: 'C1', fault: 'killed between a token and the end', checks: providers.slice(0, 3).map((provider) => ({ name: provider, run: () => killMidway(provider) })) },
  seen('C2', 'killed during a commit', 'test/store/torture.test.ts'),
  seen('C3', 'sixteen processes write together', 'test/store/torture.test.ts'),
  seen('C4', 'garbage or a directory in place of the database', database),
  seen('C5', 'truncated and zeroed pages', database),
  seen('C6', 'a flipped bit in a body', adapter),
  seen('C7', 'a log of garbage or of another database', database),
  seen('C8', 'the disk is full', faults),
  seen('C9', 'nothing may be written', faults),
  {
    id: 'C10', fault: 'no home directory is told',
    checks: [
      ...provenBy('C10', 'test/config/paths.test.ts'),
      ...['', 'relative/home'].map((home) => ({
        name: `HOME is "${home}"`,
        run: async () => {
          const run = await runInside(['complete', mock(), '-p', 'openai', 'hi'], { home, env: { UADA_DATA_DIR: newHome() } });
          expect(run.exitCode).toBe(0);
        },
      })),
    ],
  },
  seen('C11', 'a schema of a newer uada', database),
  seen('C12', 'a schema of an older uada', database),
  seen('C13', 'the native module is missing', faults),
  seen('C14', 'the database goes while it is open', database),
  seen('C15', 'the clock jumps by a year', adapter),
  seen('C16', 'a row of another shape', 'test/store/answer-cache.test.ts'),
  seen('C17', 'an answer too large to keep', 'test/store/answer-cache.test.ts'),
  seen('C18', 'keys that are almost alike', 'test/store/cache-key.test.ts'),
  {
    id: 'C19', fault: 'the team cache is down, slow or killed meanwhile',
    checks: [
      ...provenBy('C19', 'test/cli/team-cache.test.ts', ...teamServers),
      ...providers.slice(0, 3).map((provider) => ({ name: `${provider} answers without it`, run: () => answerWithoutTeam(provider) })),
    ],
  },
  seen('C20', 'the team cache evicts, or holds something else', ...teamServers),
  seen('C21', 'an expired entry is renewed meanwhile', adapter),
  seen('C22', 'others on the machine', database, 'test/store/history.test.ts'),
];
