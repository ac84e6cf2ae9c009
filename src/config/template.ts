import { didYouMean } from '../core/did-you-mean.js';
import { quote } from './quote.js';
import { describeProblem } from './setting.js';
import { rowOf } from './setting-rows.js';
import type { SettingName, Settings } from './setting-rows.js';
import { isTable } from './toml-document.js';
import type { TomlDocument } from './toml-document.js';

/** A prompt with a name, with places `{{variable}}` to fill in. */
export type Template = {
  readonly name: string;
  /** The file it stands in. */
  readonly path: string;
  readonly description: string | undefined;
  readonly prompt: string;
  /** What it asks for besides the prompt; a flag overrules it. */
  readonly settings: Partial<Settings>;
  /** Values of variables that nobody gives. */
  readonly defaults: ReadonlyMap<string, string>;
};

/** The settings that a template may choose. */
export const templateSettings = [
  'model', 'provider', 'system', 'temperature', 'topP', 'maxTokens', 'stop', 'seed', 'reasoning', 'schema', 'code',
] as const satisfies readonly SettingName[];

/** What a template asks for besides the prompt, under the keys of its table. */
export const chosenSettings = ({ settings }: Pick<Template, 'settings'>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(templateSettings.flatMap((name) => (settings[name] === undefined ? [] : [[rowOf(name).key, settings[name]]])));

const settingKeys = new Map<string, SettingName>(templateSettings.map((name) => [rowOf(name).key, name]));

export type TemplateTable = {
  readonly document: TomlDocument;
  readonly name: string;
  /** Where the table is in the document; empty for a whole document. */
  readonly path: readonly string[];
  readonly table: unknown;
  /** The prompt, where it stands outside of the table. */
  readonly prompt?: string;
};

/** The names that a variable may have. */
export const variableName = /^[a-z_][\w-]*$/i;

/** The names a template may have; they are file names, too. */
export const templateName = /^[a-z\d][\w.-]*$/i;

const readText = ({ document, path, table }: TemplateTable, key: string): string | undefined => {
  const value = isTable(table) ? table[key] : undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw document.fault([...path, key], `${[...path, key].join('.')} must be a text in quotes.`);
};

const readDefaults = ({ document, path, table }: TemplateTable): ReadonlyMap<string, string> => {
  const place = [...path, 'variables'];
  const variables = isTable(table) ? table['variables'] : undefined;
  if (variables === undefined) return new Map();
  if (!isTable(variables)) throw document.fault(place, `${place.join('.')} must be a table of names and their usual values.`);
  return new Map(Object.entries(variables).map(([name, value]) => {
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (!variableName.test(name)) throw document.fault([...place, name], `${quote(name)} is no name for a variable.`, 'Use letters, digits, "_" and "-".');
    if (!isPlain) throw document.fault([...place, name], `${[...place, name].join('.')} must be a text, a number, true or false.`);
    return [name, String(value)];
  }));
};

const ownKeys = ['description', 'variables'];

const readSetting = ({ document, path, table }: TemplateTable, key: string, value: unknown, allowed: readonly string[]): readonly [SettingName, unknown] => {
  const name = settingKeys.get(key);
  if (name === undefined || !isTable(table)) {
    throw document.fault([...path, key], `a template has no setting ${quote(key)}.`, didYouMean(key, allowed) ?? `It may hold ${allowed.join(', ')}.`);
  }
  const row = rowOf(name);
  const reading = row.type.fromFile(value);
  if ('value' in reading) return [name, reading.value];
  throw document.fault([...path, key], `${[...path, key].join('.')} ${describeProblem(row, reading.problem, value)}.`);
};

/** Checks a template. Throws a `usage` error with the place of what is wrong. */
export const toTemplate = (given: TemplateTable): Template => {
  const { document, name, path, table } = given;
  if (!templateName.test(name)) throw document.fault(path, `${quote(name)} is no name for a template.`, 'Use letters, digits, ".", "_" and "-".');
  if (!isTable(table)) throw document.fault(path, `templates.${name} must be a table.`, `Begin it with a line [templates.${name}].`);
  const fields = given.prompt === undefined ? [...ownKeys, 'prompt'] : ownKeys;
  const allowed = [...fields, ...settingKeys.keys()];
  const settings = Object.entries(table).filter(([key]) => !fields.includes(key)).map(([key, value]) => readSetting(given, key, value, allowed));
  const prompt = given.prompt ?? readText(given, 'prompt');
  if (prompt === undefined || prompt.trim() === '') {
    throw document.fault(path, `the template ${name} has no prompt.`, path.length === 0 ? 'Write it behind the second line of +++.' : `Give it one: prompt = "…".`);
  }
  return {
    name, path: document.path, description: readText(given, 'description'), prompt, defaults: readDefaults(given),
    settings: Object.fromEntries(settings),
  };
};
