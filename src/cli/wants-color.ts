import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';

/** `auto` follows the terminal; NO_COLOR (no-color.org) and FORCE_COLOR speak for the person. */
export const wantsColor = (settings: Settings, { environment }: Io): boolean => {
  if (settings.color !== 'auto') return settings.color === 'always';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  return environment['FORCE_COLOR'] !== '0';
};
