import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CancelledError } from '../../src/core/errors.js';
import { cacheMigrations } from '../../src/store/cache-schema.js';
import type { StoreDatabase } from '../../src/store/database.js';
import { openDatabase } from '../../src/store/database.js';
import type { Flight, FlightControl, Leader } from '../../src/store/flight.js';
import { createFlightControl } from '../../src/store/flight.js';
import { ownIdentity } from '../../src/store/process-identity.js';
import { runProgram, startProgram } from './run-program.js';
import { temporaryDirectory } from './temporary-directory.js';
import { buildProgram } from './test-program.js';

const never = new AbortController().signal;
const openFile = (path: string): StoreDatabase => {
  const database = openDatabase({ path, label: 'cache', migrations: cacheMigrations, warn: (message) => { throw new Error(message); } });
  onTestFinished(() => { database.close(); });
  return database;
};

/** Two controls over one file stand for two processes; `answers` stands for the cache they share. */
const setUp = (options: { readonly silenceMs?: number; readonly path?: string } = {}) => {
  const path = options.path ?? join(temporaryDirectory(), 'cache.db');
  const answers = new Map<string, string>();
  const lookup = (key: string) => async (): Promise<string | undefined> => answers.get(key);
  const createControl = (): FlightControl<string> => createFlightControl<string>({ database: openFile(path), ...options });
  return { path, answers, lookup, createControl };
};
const leaderOf = (flight: Flight<string>): Leader<string> => {
  if (flight.role === 'follower') throw new Error('expected a leader');
  return flight;
};

describe('in one process', () => {
  it('one of many asks and all get its answer', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const joins = Array.from({ length: 16 }, () => control.join('k', lookup('k'), never));
    const leader = leaderOf(await joins[0]!);
    await leader.land('two');
    const others = await Promise.all(joins.slice(1));
    expect(others).toEqual(Array.from({ length: 15 }, () => ({ role: 'follower', answer: 'two' })));
  });
  it('different keys do not wait for each other', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const flights = await Promise.all(['a', 'b', 'c'].map((key) => control.join(key, lookup(key), never)));
    expect(flights.map(({ role }) => role)).toEqual(['leader', 'leader', 'leader']);
  });
  it('when the leader has nothing to share, all the others ask at once', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const joins = Array.from({ length: 4 }, () => control.join('k', lookup('k'), never));
    await leaderOf(await joins[0]!).fail();
    expect((await Promise.all(joins.slice(1))).map(({ role }) => role)).toEqual(['leader', 'leader', 'leader']);
  });
  it('when the leader stops, exactly one other takes the lead', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const joins = Array.from({ length: 4 }, () => control.join('k', lookup('k'), never));
    await leaderOf(await joins[0]!).leave();
    const next = leaderOf(await Promise.any(joins.slice(1)));
    await next.land('late');
    const roles = (await Promise.all(joins.slice(1))).map(({ role }) => role);
    expect(roles.toSorted()).toEqual(['follower', 'follower', 'leader']);
  });
  it('a follower that stops waiting throws, and the others still get the answer', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const leader = leaderOf(await control.join('k', lookup('k'), never));
    const stop = new AbortController();
    const impatient = control.join('k', lookup('k'), stop.signal);
    const patient = control.join('k', lookup('k'), never);
    stop.abort();
    await expect(impatient).rejects.toBeInstanceOf(CancelledError);
    await leader.land('two');
    expect(await patient).toEqual({ role: 'follower', answer: 'two' });
  });
  it('without a database, requests of one process still go out once', async () => {
    const { createControl, lookup, path } = setUp();
    const control = createControl();
    const closed = openFile(path);
    closed.close();
    const bypassed = createFlightControl<string>({ database: closed });
    const joins = [bypassed.join('k', lookup('k'), never), bypassed.join('k', lookup('k'), never)] as const;
    await leaderOf(await joins[0]).land('two');
    expect(await joins[1]).toEqual({ role: 'follower', answer: 'two' });
    expect((await control.join('k', lookup('k'), never)).role).toBe('leader');
  });
  it('a second call of a leader does nothing', async () => {
    const { createControl, lookup } = setUp();
    const control = createControl();
    const first = leaderOf(await control.join('k', lookup('k'), never));
    await first.fail();
    const second = leaderOf(await control.join('k', lookup('k'), never));
    await first.land('stale');
    const follower = control.join('k', lookup('k'), never);
    await second.land('fresh');
    expect(await follower).toEqual({ role: 'follower', answer: 'fresh' });
  });
});

describe('between processes', () => {
  it('the second waits for the first and finds its answer in the cache', async () => {
    const { createControl, lookup, answers } = setUp();
    const leader = leaderOf(await createControl().join('k', lookup('k'), never));
    const follower = createControl().join('k', lookup('k'), never);
    answers.set('k', 'two');
    await leader.land('two');
    expect(await follower).toEqual({ role: 'follower', answer: 'two' });
  });
  it('an answer that was stored before the lease was taken is found', async () => {
    const { createControl, lookup, answers } = setUp();
    answers.set('k', 'two');
    expect(await createControl().join('k', lookup('k'), never)).toEqual({ role: 'follower', answer: 'two' });
    answers.clear();
    expect((await createControl().join('k', lookup('k'), never)).role).toBe('leader');
  });
  it('the second asks for itself when the first has nothing to share', async () => {
    const { createControl, lookup } = setUp();
    const leader = leaderOf(await createControl().join('k', lookup('k'), never));
    const other = createControl().join('k', lookup('k'), never);
    await leader.fail();
    expect((await other).role).toBe('leader');
  });
  it('the second takes over when the first stops', async () => {
    const { createControl, lookup } = setUp();
    const leader = leaderOf(await createControl().join('k', lookup('k'), never));
    const [second, third] = [createControl(), createControl()].map((control) => control.join('k', lookup('k'), never));
    await leader.leave();
    const next = leaderOf(await Promise.race([second!, third!]));
    await next.fail();
    expect((await Promise.all([second!, third!])).map(({ role }) => role)).toEqual(['leader', 'leader']);
  });
  it('one that waits for another process stops on abort', async () => {
    const { createControl, lookup } = setUp();
    await createControl().join('k', lookup('k'), never);
    const stop = new AbortController();
    const waiting = createControl().join('k', lookup('k'), stop.signal);
    stop.abort();
    await expect(waiting).rejects.toBeInstanceOf(CancelledError);
  });
  const insertLease = async (path: string, pid: number, process: string): Promise<void> => {
    await openFile(path).run(({ change }) =>
      change("INSERT INTO leases (key, owner, pid, process, beat) VALUES ('k', 'other', ?, ?, 3)", pid, process), 0);
  };
  const { scope, startToken } = ownIdentity();
  it('a lease of a process that has ended is taken over at once', async () => {
    const { createControl, lookup, path } = setUp({ silenceMs: 3_600_000 });
    const { pid } = spawnSync(process.execPath, ['--version']);
    await insertLease(path, pid, `${scope} ${startToken}`);
    expect((await createControl().join('k', lookup('k'), never)).role).toBe('leader');
  });
  it.runIf(startToken !== '')('a lease is taken over when its process number belongs to a new process', async () => {
    const { createControl, lookup, path } = setUp({ silenceMs: 3_600_000 });
    await insertLease(path, process.pid, `${scope} ${Number(startToken) - 1}`);
    expect((await createControl().join('k', lookup('k'), never)).role).toBe('leader');
  });
  it('a lease from another machine is taken over when its beat stops', async () => {
    const { createControl, lookup, path } = setUp({ silenceMs: 60 });
    await insertLease(path, process.pid, 'elsewhere pid:[1] 5');
    expect((await createControl().join('k', lookup('k'), never)).role).toBe('leader');
  });
  it('a leader that beats is waited for longer than the allowed silence', async () => {
    const { path, lookup, answers } = setUp();
    const [first, second] = [1, 2].map(() => createFlightControl<string>({ database: openFile(path), beatMs: 20, silenceMs: 1_000 }));
    const leader = leaderOf(await first!.join('k', lookup('k'), never));
    await openFile(path).run(({ change }) => change("UPDATE leases SET process = 'elsewhere 5'"), 0);
    const other = second!.join('k', lookup('k'), never);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    answers.set('k', 'two');
    await leader.land('two');
    expect(await other).toEqual({ role: 'follower', answer: 'two' });
  });
});

describe('real processes', () => {
  const upstreamCalls = (log: string): readonly string[] => readFileSync(log, 'utf8').trim().split('\n');
  it('sixteen that start together make one upstream request', async () => {
    const program = await buildProgram('flight');
    const directory = temporaryDirectory();
    const log = join(directory, 'upstream');
    const runs = await Promise.all(Array.from({ length: 16 }, () => runProgram(program, [directory, 'k', log, '1500'])));
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 0, stderr: '' })));
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(upstreamCalls(log)).toHaveLength(1);
  }, 60_000);
  it('one takes over when the one that asks is killed', async () => {
    const program = await buildProgram('flight');
    const directory = temporaryDirectory();
    const log = join(directory, 'upstream');
    const first = startProgram(program, [directory, 'k', log, '60000']);
    while (!existsSync(log)) await new Promise((resolve) => setTimeout(resolve, 10));
    const others = Array.from({ length: 4 }, () => startProgram(program, [directory, 'k', log, '300']));
    await new Promise((resolve) => setTimeout(resolve, 300));
    first.child.kill('SIGKILL');
    const runs = await Promise.all(others.map(({ ended }) => ended));
    expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 0, stderr: '' })));
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(upstreamCalls(log)).toHaveLength(2);
  }, 60_000);
});
