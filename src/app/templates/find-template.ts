import type { Config } from '../../config/config.js';
import { builtInDirectory, readTemplateFile, templateNames, templatePath, templatesDirectory } from '../../config/template-file.js';
import type { Template } from '../../config/template.js';
import { templateName } from '../../config/template.js';
import { didYouMean } from '../../core/did-you-mean.js';
import { UadaError } from '../../core/errors.js';

/** Where templates are looked for. */
export type TemplatePlaces = { readonly config: Config; readonly configDir: string | null };

/** Where a template comes from: config.toml, the user's directory, or the program itself. */
export type TemplateOrigin = 'config' | 'file' | 'built-in';

const directoriesOf = ({ configDir }: TemplatePlaces): readonly (readonly [TemplateOrigin, string])[] => {
  const own = templatesDirectory(configDir);
  return [...(own === undefined ? [] : [['file', own] as const]), ['built-in', builtInDirectory()]];
};

export type ListedTemplate = { readonly name: string; readonly origin: TemplateOrigin; readonly path: string };

/** Every template by name; where a name stands twice, the one that is used: config.toml, then the user's files, then the built-in ones. */
export const listTemplates = (places: TemplatePlaces): readonly ListedTemplate[] => {
  const found = new Map<string, ListedTemplate>();
  const add = (template: ListedTemplate): void => {
    if (!found.has(template.name)) found.set(template.name, template);
  };
  places.config.templates.forEach(({ name, path }) => add({ name, origin: 'config', path }));
  for (const [origin, directory] of directoriesOf(places)) {
    for (const name of templateNames(directory)) add({ name, origin, path: templatePath(directory, name) });
  }
  return [...found.values()].sort((left, right) => left.name.localeCompare(right.name));
};

const isPath = (name: string): boolean => /[\\/]/.test(name) || name.endsWith('.md');

const missing = (name: string, places: TemplatePlaces): UadaError => {
  const names = listTemplates(places).map((template) => template.name);
  return new UadaError('usage', isPath(name) ? `The template file ${name} does not exist.` : `There is no template called ${name}.`, {
    hint: didYouMean(name, names) ?? `The templates are ${names.join(', ')}; your own go into ${templatesDirectory(places.configDir) ?? 'config.toml'}.`,
  });
};

/** The template of a name or of a path. Throws a `usage` error when there is none or it has a fault. */
export const findTemplate = async (name: string, places: TemplatePlaces): Promise<Template> => {
  if (isPath(name)) {
    const named = await readTemplateFile(name);
    if (named !== undefined) return named;
    throw missing(name, places);
  }
  const configured = places.config.templates.get(name);
  if (configured !== undefined) return configured;
  if (!templateName.test(name)) throw missing(name, places);
  for (const [, directory] of directoriesOf(places)) {
    const template = await readTemplateFile(templatePath(directory, name));
    if (template !== undefined) return template;
  }
  throw missing(name, places);
};
