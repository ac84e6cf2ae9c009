import { UadaError } from '../core/errors.js';
import { ShownError } from './shown-error.js';

const asBug = (error: unknown): UadaError =>
  new UadaError('bug', `This is a bug in uada: ${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}.`, {
    cause: error, hint: 'Run it again with --debug for the details, and report them.',
  });

/** Whatever was thrown, as an error for a person: what nobody expected is a bug of uada. */
export const toUadaError = (error: unknown): UadaError => {
  if (error instanceof ShownError) return error.error;
  return error instanceof UadaError ? error : asBug(error);
};
