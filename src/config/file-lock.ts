import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { UadaError } from '../core/errors.js';
import { ageOf, breakLock, createLock, readLock } from './lock-file.js';

const retryMs = 20;
/** A holder works for milliseconds; a lock of this age was left by one that died. */
const staleMs = 10_000;
const patienceMs = 15_000;

const acquire = async (lockPath: string): Promise<void> => {
  const own = randomUUID();
  for (let waitedMs = 0; !createLock(lockPath, own); waitedMs += retryMs) {
    if (waitedMs > patienceMs) throw new UadaError('usage', `${lockPath} is held by another uada.`, { hint: 'Try again, or remove the file.' });
    const found = readLock(lockPath);
    if (found !== undefined && ageOf(lockPath) > staleMs) breakLock(lockPath, found);
    await wait(retryMs);
  }
};

/**
 * Does something while no other process that asks for the lock of the same file does. The directory must
 * exist. Throws a `usage` error when the lock cannot be had; a lock left by a dead process is taken over.
 */
export const withFileLock = async <Result>(path: string, action: () => Result): Promise<Result> => {
  const lockPath = `${path}.lock`;
  await acquire(lockPath);
  try {
    return action();
  } finally {
    rmSync(lockPath, { force: true });
  }
};
