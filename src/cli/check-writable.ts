import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCodeOf, fileFaultOf } from '../config/regular-file.js';
import { UadaError } from '../core/errors.js';

const faultOf = (path: string): string | undefined => {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory() === true) return 'it is a directory';
    accessSync(stats === undefined ? dirname(path) : path, constants.W_OK);
    return undefined;
  } catch (error) {
    return errorCodeOf(error) === 'ENOENT' ? 'its directory does not exist' : fileFaultOf(error);
  }
};

/** Throws a `usage` error for a file that could not be written later, when the work for it is done and paid for. Writes nothing. */
export const checkWritable = (path: string, flag: string): void => {
  const fault = faultOf(path);
  if (fault !== undefined) throw new UadaError('usage', `The file ${path} cannot be written: ${fault}.`, { hint: `Check the path after ${flag}.` });
};
