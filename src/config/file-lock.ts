import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { UadaError } from '../core/errors.js';
import { errorCodeOf, fileFaultOf } from './regular-file.js';

const retryMs = 20;
/** A holder works for milliseconds; a lock of this age was left by one that died. */
const staleMs = 10_000;
const patienceMs = 15_000;

const tryCreate = (lockPath: string): boolean => {
  try {
    closeSync(openSync(lockPath, 'wx', 0o600));
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw new UadaError('usage', `${lockPath} cannot be written: ${fileFaultOf(error)}.`, { cause: error });
  }
};

const removeStale = (lockPath: string): void => {
  const modifiedMs = statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
  // A clock that was set back must not make a lock eternal.
  if (Math.abs(Date.now() - modifiedMs) > staleMs && modifiedMs !== Infinity) rmSync(lockPath, { force: true });
};

const acquire = async (lockPath: string): Promise<void> => {
  for (let waitedMs = 0; !tryCreate(lockPath); waitedMs += retryMs) {
    if (waitedMs > patienceMs) throw new UadaError('usage', `${lockPath} is held by another uada.`, { hint: 'Try again, or remove the file.' });
    removeStale(lockPath);
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
