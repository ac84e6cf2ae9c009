import type { Connection } from './connection.js';
import type { StoreDatabase } from './database.js';

type Entry = { readonly work: (connection: Connection) => unknown; readonly fallback: unknown; readonly resolve: (result: unknown) => void };

type Run = StoreDatabase['run'];

/**
 * Puts what is to be written in one turn of the event loop into one transaction: a run of a thousand prompts at once
 * spends its time on asking, not on committing. Each work resolves when all are committed; when the group fails, each
 * is tried by itself, so that none suffers for another.
 */
export const createGroupCommit = (run: Run): Run => {
  let queue: Entry[] = [];
  const runAlone = async ({ work, fallback, resolve }: Entry): Promise<void> => resolve(await run(work, fallback));
  const flush = async (): Promise<void> => {
    const group = queue;
    queue = [];
    const results = group.length < 2 ? undefined
      : await run<readonly unknown[] | undefined>((connection) => connection.transaction(() => group.map(({ work }) => work(connection))), undefined);
    if (results === undefined) await Promise.all(group.map(runAlone));
    else group.forEach(({ resolve }, index) => resolve(results[index]));
  };
  return <Result>(work: (connection: Connection) => Result, fallback: Result): Promise<Result> => new Promise((resolve) => {
    queue.push({ work, fallback, resolve: resolve as (result: unknown) => void });
    if (queue.length === 1) setImmediate(() => void flush());
  });
};
