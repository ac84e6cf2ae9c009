import { CommanderError } from 'commander';
import { UadaError } from '../core/errors.js';
import { ShownError } from './shown-error.js';

const fromCommander = (error: CommanderError): UadaError => {
  // What follows the "=" of an unknown flag may be a key.
  const message = error.message.replace(/^error: /, '').replace(/^(unknown option '[^=']*=).*'/s, "$1…'").replace(/\s+/g, ' ').replace(/ \(Did you mean (.*)\?\)$/, '. Did you mean $1?');
  return new UadaError('usage', `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`, {
    hint: /did you mean/i.test(message) ? undefined : 'See uada --help.',
  });
};

const asBug = (error: unknown): UadaError =>
  new UadaError('bug', `This is a bug in uada: ${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}.`, {
    cause: error, hint: 'Run it again with --debug for the details, and report them.',
  });

/** Whatever was thrown, as an error for a person: what nobody expected is a bug of uada. */
export const toUadaError = (error: unknown): UadaError => {
  if (error instanceof ShownError) return error.error;
  if (error instanceof UadaError) return error;
  return error instanceof CommanderError ? fromCommander(error) : asBug(error);
};
