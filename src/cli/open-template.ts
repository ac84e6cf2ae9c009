import type { AppliedTemplate } from '../app/templates/apply-template.js';
import { applyTemplate, strayVariables } from '../app/templates/apply-template.js';
import { findTemplate } from '../app/templates/find-template.js';
import type { FlagValues } from '../config/settings.js';
import type { ReadSettings } from './read-settings.js';

export type OpenedTemplate = { readonly read: ReadSettings; readonly template: AppliedTemplate | undefined };

/** The template that is named, and the settings with its own over them. */
export const openTemplate = async (read: ReadSettings, flags: FlagValues): Promise<OpenedTemplate> => {
  const { settings, config, paths } = read;
  const stray = strayVariables(settings, flags);
  if (stray !== undefined) throw stray;
  if (settings.template === undefined) return { read, template: undefined };
  const found = await findTemplate(settings.template, { config, configDir: paths.configDir });
  const template = applyTemplate(found, settings, flags);
  const isModelNamed = read.isModelNamed || found.settings.model !== undefined || found.settings.provider !== undefined;
  return { read: { ...read, settings: template.settings, isModelNamed }, template };
};
