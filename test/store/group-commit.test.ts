import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/store/connection.js';
import { createGroupCommit } from '../../src/store/group-commit.js';

/** A database that counts transactions and fails for work that throws. */
const scripted = () => {
  const log: string[] = [];
  const connection = { transaction: <Result>(work: () => Result): Result => {
    log.push('begin');
    const result = work();
    log.push('commit');
    return result;
  } } as Connection;
  const run = async <Result>(work: (given: Connection) => Result, fallback: Result): Promise<Result> => {
    try {
      return work(connection);
    } catch {
      log.push('failed');
      return fallback;
    }
  };
  return { log, together: createGroupCommit(run) };
};

describe('writes of one turn', () => {
  it('are committed together, each with its own result', async () => {
    const { log, together } = scripted();
    const results = await Promise.all([1, 2, 3].map((number) => together(() => { log.push(`write ${number}`); return number; }, 0)));
    expect([results, log]).toEqual([[1, 2, 3], ['begin', 'write 1', 'write 2', 'write 3', 'commit']]);
  });

  it('need no transaction of their own when there is one', async () => {
    const { log, together } = scripted();
    expect([await together(() => 'kept', ''), log]).toEqual(['kept', []]);
  });

  it('are tried one by one when the group fails, so that only the bad one falls back', async () => {
    const { together } = scripted();
    const bad = together((): string => { throw new Error('bad'); }, 'fallback');
    expect(await Promise.all([together(() => 'first', ''), bad, together(() => 'last', '')])).toEqual(['first', 'fallback', 'last']);
  });
});
