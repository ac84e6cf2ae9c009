import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';
import { createTheme } from '../render/markdown/theme.js';

/** `auto` follows the terminal; FORCE_COLOR and NO_COLOR (no-color.org) speak for the person, in this order, as in Node. */
const wantsColor = ({ color, theme }: Settings, { environment }: Io): boolean => {
  if (theme === 'none') return false;
  if (color !== 'auto') return color === 'always';
  const forced = environment['FORCE_COLOR'] ?? '';
  if (forced !== '') return forced !== '0' && forced !== 'false';
  return (environment['NO_COLOR'] ?? '') === '';
};

/** What the terminal says of itself; FORCE_COLOR=1 asks for the sixteen colours only. */
const hasManyColors = ({ environment }: Io): boolean =>
  environment['FORCE_COLOR'] !== '1' && (/256/.test(environment['TERM'] ?? '') || (environment['COLORTERM'] ?? '') !== '');

/** The colours of this run: sixteen that suit any ground, or more for a light or a dark one. */
export const chooseTheme = (settings: Settings, io: Io): MarkdownTheme => {
  const ground = settings.theme === 'light' || settings.theme === 'dark' ? settings.theme : 'any';
  return createTheme({ color: wantsColor(settings, io), ground, hasManyColors: hasManyColors(io) });
};
