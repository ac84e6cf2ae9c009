import type { UadaError } from '../core/errors.js';

/** A failure whose answer is already out in the form asked for; only the line on stderr and the exit code are left. */
export class ShownError extends Error {
  override readonly name = 'ShownError';
  readonly error: UadaError;

  constructor(error: UadaError) {
    super(error.message, { cause: error });
    this.error = error;
  }
}
