import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { errorCodeOf, fileFaultOf } from '../../config/regular-file.js';
import { UadaError } from '../../core/errors.js';
import { hasEnded, ownIdentity } from '../../store/process-identity.js';
import type { ProcessIdentity } from '../../store/process-identity.js';

/** Complete from its first moment on: a lock that was killed half-way would say nothing of its holder. */
const tryCreate = (path: string, text: string): boolean => {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, text, { mode: 0o600 });
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw new UadaError('usage', `${path} cannot be written: ${fileFaultOf(error)}.`, { cause: error, hint: 'The directory of the output must be yours to write in.' });
  } finally {
    rmSync(draft, { force: true });
  }
};

const readText = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

/** Who holds a lock; undefined for a text that nobody wrote to its end. */
const toHolder = (text: string): ProcessIdentity | undefined => {
  try {
    const { pid, scope, startToken } = JSON.parse(text) as Partial<ProcessIdentity>;
    return typeof pid === 'number' && typeof scope === 'string' && typeof startToken === 'string' ? { pid, scope, startToken } : undefined;
  } catch {
    return undefined;
  }
};

/** Takes a lock of a process that has ended out of the way; one that somebody took meanwhile is put back. */
const removeStale = (path: string, stale: string): void => {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readText(aside) !== stale) linkSync(aside, path);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes(errorCodeOf(error))) throw error;
  }
  rmSync(aside, { force: true });
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
  for (let attempt = 0; !tryCreate(lockPath, text); attempt += 1) {
    const found = readText(lockPath);
    const holder = found === undefined ? undefined : toHolder(found);
    if (attempt >= patience || (found !== undefined && (holder === undefined || !hasEnded(holder, self)))) throw held(path, lockPath, holder);
    if (found !== undefined) removeStale(lockPath, found);
  }
  return () => rmSync(lockPath, { force: true });
};
