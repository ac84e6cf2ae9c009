import { rowOf } from '../../config/setting-rows.js';
import type { SettingName, Settings } from '../../config/setting-rows.js';
import type { FlagValues } from '../../config/settings.js';
import type { Template } from '../../config/template.js';
import { templateSettings, variableName } from '../../config/template.js';
import { didYouMean } from '../../core/did-you-mean.js';
import { UadaError } from '../../core/errors.js';
import type { ComposePrompt } from '../input/compose-prompt.js';
import { composeMessage, toBlocks } from '../input/compose-prompt.js';
import { fillTemplate, placesIn } from './fill-template.js';

/** What a template makes of a run: its settings, and the way to the prompt. */
export type AppliedTemplate = {
  readonly settings: Settings;
  readonly compose: ComposePrompt;
  /** The prompt has a place for what is piped in, so that it cannot do without. */
  readonly needsInput: boolean;
};

/** The places that uada fills itself. */
const ownPlaces: readonly string[] = ['input', 'prompt'];

const readVariable = (text: string, name: string, known: readonly string[]): readonly [string, string] => {
  const [, key, value] = /^\s*([^=]*?)\s*=([^]*)$/.exec(text) ?? [];
  if (key === undefined || value === undefined || !variableName.test(key)) {
    throw new UadaError('usage', `--var ${text} is not of the form name=value.`, { hint: 'For example --var language=French.' });
  }
  if (known.includes(key)) return [key, value];
  throw new UadaError('usage', `The template ${name} has no variable ${key}.`, {
    hint: didYouMean(key, known) ?? (known.length === 0 ? 'It has none at all.' : `Its variables are ${known.join(', ')}.`),
  });
};

const valuesOf = ({ name, prompt, settings, defaults }: Template, given: readonly string[]): ReadonlyMap<string, string> => {
  const places = new Set([...placesIn(prompt), ...placesIn(settings.system ?? ''), ...defaults.keys()]);
  const known = [...places].filter((place) => !ownPlaces.includes(place));
  return new Map([...defaults, ...given.map((text) => readVariable(text, name, known))]);
};

const missingInput = (name: string): UadaError =>
  new UadaError('usage', `The template ${name} needs something to work on.`, { hint: 'Pipe it in, name a file with --file, or write it behind the flags.' });

/**
 * Documents stand where `{{input}}` is, else before the prompt; the words of the command line where `{{prompt}}` is,
 * else at its end. Without documents the words are the input.
 */
const createCompose = ({ name, prompt }: Template, values: ReadonlyMap<string, string>): ComposePrompt => {
  const places = placesIn(prompt);
  return (documents, words) => {
    const blocks = toBlocks(documents).trimEnd();
    const isWordsInput = places.has('input') && documents.length === 0;
    if (isWordsInput && words === undefined) throw missingInput(name);
    const input = isWordsInput ? words ?? '' : blocks;
    const filled = fillTemplate(prompt, name, new Map([...values, ['input', input], ...(words === undefined ? [] : [['prompt', words] as const])]));
    const isBefore = !places.has('input') && blocks !== '';
    const isBehind = words !== undefined && !isWordsInput && !places.has('prompt');
    return composeMessage(documents, [...(isBefore ? [blocks] : []), filled.trim(), ...(isBehind ? [words] : [])].join('\n\n'));
  };
};

/** A flag for the model or the provider means that the template's choice of both is not wanted. */
const chosenBy = (template: Template, flags: FlagValues): Partial<Settings> => {
  const isModelNamed = flags.model !== undefined || flags.provider !== undefined;
  const isWanted = (name: SettingName): boolean =>
    flags[name] === undefined && template.settings[name] !== undefined && !(isModelNamed && (name === 'model' || name === 'provider'));
  return Object.fromEntries(templateSettings.filter(isWanted).map((name) => [name, template.settings[name]]));
};

/**
 * A template over the settings of a run: it overrules variables and config.toml, and flags overrule it. Throws a
 * `usage` error for a variable that has no value or no place.
 */
export const applyTemplate = (template: Template, settings: Settings, flags: FlagValues): AppliedTemplate => {
  const values = valuesOf(template, settings.variables ?? []);
  const chosen = chosenBy(template, flags);
  const system = chosen.system === undefined ? {} : { system: fillTemplate(chosen.system, template.name, values) };
  // A model without its provider must not meet a provider of the environment.
  const provider = chosen.model === undefined ? {} : { provider: chosen.provider };
  return {
    settings: { ...settings, ...provider, ...chosen, ...system },
    compose: createCompose(template, values),
    needsInput: placesIn(template.prompt).has('input'),
  };
};

/** The error for variables without a template; undefined when there are none. */
export const strayVariables = (settings: Settings, flags: FlagValues): UadaError | undefined =>
  flags.variables === undefined || settings.template !== undefined ? undefined
    : new UadaError('usage', `${rowOf('variables').flag ?? ''} fills in a template, and none is named.`, { hint: 'Name one with --template; "uada templates list" shows them.' });
