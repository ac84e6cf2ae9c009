import { UadaError } from '../core/errors.js';
import { reword } from './reword.js';

export type Failure = { readonly provider: string; readonly error: UadaError };

/**
 * The error when several providers were asked in vain: the first one's, because that is the one the person wanted,
 * with what became of the others behind it.
 */
export const toJointError = ([first, ...others]: readonly Failure[]): UadaError => {
  if (first === undefined) return new UadaError('bug', 'No provider was asked.');
  if (others.length === 0) return first.error;
  const rest = others.map(({ provider, error }) => `${provider} failed too: ${error.message}`);
  return reword(first.error, [first.error.message, ...rest].join(' '));
};
