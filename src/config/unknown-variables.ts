import { findNearest } from '../core/did-you-mean.js';
import type { Environment } from './environment.js';
import { rowOf, settingNames } from './setting-rows.js';

const otherVariables = ['UADA_CONFIG_DIR', 'UADA_DATA_DIR'];

export type UnknownVariable = { readonly name: string; readonly suggestion: string | undefined };

const prefix = 'UADA_';

const suggest = (name: string, known: readonly string[]): string | undefined => {
  const nearest = findNearest(name.slice(prefix.length), known.map((variable) => variable.slice(prefix.length)));
  return nearest === undefined ? undefined : `${prefix}${nearest}`;
};

/** UADA_ variables that mean nothing to uada, in alphabetical order, each with the name it may be a slip of. */
export const listUnknownVariables = (environment: Environment): readonly UnknownVariable[] => {
  const known = [...otherVariables, ...settingNames.map((name) => rowOf(name).variable)];
  return Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && !known.includes(name))
    .sort()
    .map((name) => ({ name, suggestion: suggest(name, known) }));
};
