import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openRuns, runsPath } from '../../src/store/runs.js';
import { createTemporaryDirectory } from '../config/temporary-directory.js';

const open = () => {
  const warnings: string[] = [];
  const dataDir = createTemporaryDirectory();
  return { dataDir, warnings, runs: openRuns({ dataDir, maxBytes: 1000, warn: (line) => warnings.push(line) }) };
};

describe('the list of load tests', () => {
  it('gives runs newest first, the latest one and one by its number', async () => {
    const { runs, dataDir, warnings } = open();
    const ids = [];
    for (const facts of ['one', 'two', 'three']) ids.push(await runs.record({ createdMs: 5, facts, body: Buffer.from(facts) }));
    expect(ids).toEqual([1, 2, 3]);
    expect((await runs.list(2)).map(({ facts }) => facts)).toEqual(['three', 'two']);
    expect([(await runs.body(undefined))?.body.toString(), (await runs.body(1))?.body.toString(), await runs.body(9)]).toEqual(['three', 'one', undefined]);
    expect([await runs.remove([1, 2, 9]), (await runs.list(9)).map(({ id }) => id)]).toEqual([2, [3]]);
    runs.close();
    expect(warnings).toEqual([]);
    if (process.platform !== 'win32') expect(statSync(runsPath(dataDir)).mode & 0o777).toBe(0o600);
  });

  it('drops the oldest when there are too many', async () => {
    const { runs } = open();
    for (let count = 0; count < 503; count += 1) await runs.record({ createdMs: count, facts: '', body: Buffer.from('x') });
    expect((await runs.list(1000)).map(({ id }) => id)).toEqual(Array.from({ length: 500 }, (_, index) => 503 - index));
    runs.close();
  });

  it('drops the oldest when they are too large, and keeps the newest whatever its size', async () => {
    const { runs } = open();
    const record = (bytes: number) => runs.record({ createdMs: 1, facts: '', body: Buffer.alloc(bytes) });
    const idsAfter = async (bytes: number): Promise<readonly number[]> => {
      await record(bytes);
      return (await runs.list(9)).map(({ id }) => id);
    };
    await record(100);
    expect(await idsAfter(900)).toEqual([2, 1]);
    expect(await idsAfter(200)).toEqual([3]);
    expect(await idsAfter(800)).toEqual([4, 3]);
    expect(await idsAfter(1001)).toEqual([5]);
    runs.close();
  });
});
