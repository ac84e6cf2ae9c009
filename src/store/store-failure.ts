import { driverFix, isDriverMissing } from './sqlite-driver.js';

/** A database that must be left as it is (`newer`) or that is not one of this program's (`foreign`). */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly reason: 'newer' | 'foreign';

  constructor(reason: 'newer' | 'foreign') {
    super(reason === 'newer' ? 'The database has a newer schema.' : 'The database holds other tables.');
    this.reason = reason;
  }
}

/**
 * What to do about an error: wait for another process, begin a new file, do without for a while, or do
 * without for good.
 */
export type StoreFailure = 'busy' | 'broken' | 'refused' | 'hopeless';

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : '';
};

const isSchemaDamage = (error: unknown): boolean =>
  error instanceof Error && codeOf(error) === 'SQLITE_ERROR' && /no such (table|column|index)|malformed|has no column/.test(error.message);

export const classifyFailure = (error: unknown): StoreFailure => {
  if (error instanceof SchemaError) return error.reason === 'newer' ? 'hopeless' : 'broken';
  if (isDriverMissing(error)) return 'hopeless';
  const code = codeOf(error);
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL|READONLY_DBMOVED)/.test(code)) return 'busy';
  if (/^SQLITE_(NOTADB|CORRUPT|CONSTRAINT|MISMATCH|FORMAT|SCHEMA|IOERR_SHORT_READ)/.test(code) || isSchemaDamage(error)) return 'broken';
  return 'refused';
};

const ownerFix = 'Check who owns it, or set UADA_DATA_DIR to another directory.';

const reasons: readonly (readonly [RegExp, (path: string) => string])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, () => 'the disk is full. Make room, or set UADA_DATA_DIR to a directory on another one.'],
  [/^(SQLITE_READONLY|EROFS|EACCES|EPERM)/, (path) => `${path} cannot be written. ${ownerFix}`],
  [/^(SQLITE_CANTOPEN|ENOENT|EISDIR|ENOTDIR|ELOOP|ENAMETOOLONG)/, (path) => `${path} cannot be opened. ${ownerFix}`],
  [/^(SQLITE_IOERR|EIO)/, (path) => `reading or writing ${path} failed. Look at the health of its disk.`],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/, (path) => `other processes kept ${path} locked.`],
];

/** The sentence for the one warning of a run. `label` is "cache" or "history". */
export const describeFailure = (label: string, path: string, error: unknown): string => {
  const prefix = `The ${label} is off for this run: `;
  if (error instanceof SchemaError) return `${prefix}${path} was written by a newer uada. Update uada to use it.`;
  if (isDriverMissing(error)) return `${prefix}the SQLite module is not built. Build it with: ${driverFix(import.meta.url)}`;
  const code = codeOf(error);
  const reason = reasons.find(([pattern]) => pattern.test(code))?.[1](path);
  return `${prefix}${reason ?? `${error instanceof Error ? error.message : String(error)}.`}`;
};
