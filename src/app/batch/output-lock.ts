import { rmSync } from 'node:fs';
import { breakLock, createLock, readLock } from '../../config/lock-file.js';
import { UadaError } from '../../core/errors.js';
import { hasEnded, ownIdentity } from '../../store/process-identity.js';
import type { ProcessIdentity } from '../../store/process-identity.js';

/** Who holds a lock; undefined for a text that nobody wrote to its end. */
const toHolder = (text: string): ProcessIdentity | undefined => {
  try {
    const { pid, scope, startToken } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof scope === 'string' && typeof startToken === 'string' ? { pid, scope, startToken } : undefined;
  } catch {
    return undefined;
  }
};

const held = (path: string, lockPath: string, holder: ProcessIdentity | undefined): UadaError =>
  new UadaError('usage', `Another uada${holder === undefined ? '' : ` (process ${holder.pid})`} is writing ${path}.`, {
    hint: `Wait for it, or, if it runs no more, remove ${lockPath}.`,
  });

const patience = 5;

/**
 * Makes this process the only one that writes a file, until the returned function is called or the process ends,
 * however it ends. Throws a `usage` error when another one writes it.
 */
export const lockOutput = (path: string): (() => void) => {
  const lockPath = `${path}.lock`;
  const self = ownIdentity();
  const text = `${JSON.stringify(self)}\n`;
  for (let attempt = 0; !createLock(lockPath, text); attempt += 1) {
    const found = readLock(lockPath);
    const holder = found === undefined ? undefined : toHolder(found);
    if (attempt >= patience || (found !== undefined && (holder === undefined || !hasEnded(holder, self)))) throw held(path, lockPath, holder);
    if (found !== undefined) breakLock(lockPath, found);
  }
  return () => rmSync(lockPath, { force: true });
};
