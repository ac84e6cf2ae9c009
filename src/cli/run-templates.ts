import { readFileSync } from 'node:fs';
import type { Io } from '../app/io.js';
import { placesIn } from '../app/templates/fill-template.js';
import { findTemplate, listTemplates } from '../app/templates/find-template.js';
import type { ListedTemplate, TemplatePlaces } from '../app/templates/find-template.js';
import { createPrivateDirectory } from '../config/private-file.js';
import type { Template } from '../config/template.js';
import { chosenSettings } from '../config/template.js';
import { templatesDirectory } from '../config/template-file.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { readSettings } from './read-settings.js';
import { storeWriter } from './store-output.js';
import { toTable } from './table.js';

const readPlaces = async (io: Io): Promise<TemplatePlaces> => {
  const { config, paths } = await readSettings({}, io);
  return { config, configDir: paths.configDir };
};

/** A template that cannot be read is listed with the reason, so that one fault hides no other template. */
const describe = async ({ name }: ListedTemplate, places: TemplatePlaces): Promise<string> => {
  try {
    return (await findTemplate(name, places)).description ?? '';
  } catch (error) {
    if (error instanceof UadaError) return `(${error.message})`;
    throw error;
  }
};

const originWords = { config: 'config.toml', file: 'your file', 'built-in': 'built-in' } as const;

/** `templates list`. */
export const showTemplates = async (isJson: boolean, io: Io): Promise<void> => {
  const places = await readPlaces(io);
  const templates = listTemplates(places);
  const rows = await Promise.all(templates.map(async (template) => ({ ...template, description: await describe(template, places) })));
  const toCells = ({ name, origin, description }: (typeof rows)[number]): readonly string[] => [name, originWords[origin], description];
  await storeWriter(io).write(isJson ? toJsonLine(rows) : toTable(rows.map(toCells)));
};

const toJson = (template: Template): Readonly<Record<string, unknown>> => {
  const places = new Set([...placesIn(template.prompt), ...placesIn(template.settings.system ?? ''), ...template.defaults.keys()]);
  return {
    name: template.name, path: template.path, description: template.description ?? null, settings: chosenSettings(template), prompt: template.prompt,
    variables: Object.fromEntries([...places].filter((name) => !['input', 'prompt'].includes(name)).map((name) => [name, template.defaults.get(name) ?? null])),
  };
};

/** A template of config.toml is printed as the file that it could be. */
const asFile = (template: Template): string => {
  const { description, defaults, prompt } = template;
  const settings = Object.entries(chosenSettings(template));
  const line = (key: string, value: unknown): string => `${key} = ${JSON.stringify(value)}\n`;
  const head = settings.length + defaults.size + (description === undefined ? 0 : 1) === 0 ? '' : [
    '+++\n', ...(description === undefined ? [] : [line('description', description)]),
    ...settings.map(([key, value]) => line(key, value)),
    ...(defaults.size === 0 ? [] : ['\n[variables]\n', ...[...defaults].map(([key, value]) => line(key, value))]), '+++\n\n',
  ].join('');
  return `${head}${prompt.trimEnd()}\n`;
};

/** `templates show`. */
export const showTemplate = async (name: string, isJson: boolean, io: Io): Promise<void> => {
  const places = await readPlaces(io);
  const template = await findTemplate(name, places);
  const text = places.config.templates.get(name) === template ? asFile(template) : readFileSync(template.path, 'utf8');
  await storeWriter(io).write(isJson ? toJsonLine(toJson(template)) : text);
};

/** `templates path`. */
export const showTemplatesPath = async (io: Io): Promise<void> => {
  const directory = templatesDirectory((await readPlaces(io)).configDir);
  if (directory === undefined) throw new UadaError('usage', 'No home directory is known, so there is no place for templates.', { hint: 'Set UADA_CONFIG_DIR.' });
  createPrivateDirectory(directory);
  await storeWriter(io).write(`${directory}\n`);
};
