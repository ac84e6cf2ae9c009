import { UadaError } from '../core/errors.js';
import { didYouMean } from '../core/did-you-mean.js';
import type { SimulatorOptionRow, SimulatorOptions } from './option-table.js';
import { defaultSimulatorOptions, simulatorOptionTable } from './option-table.js';
import type { ReadFile } from './reading-context.js';
import { createReadingContext } from './reading-context.js';

/** An option's name and the text of its value. */
export type OptionWord = readonly [name: string, value: string];

/** What a person typed to set an option, for messages. */
export type LabelOption = (name: string) => string;

const names = simulatorOptionTable.map((row) => row.name);

const findRow = (name: string, label: LabelOption): SimulatorOptionRow => {
  const row = simulatorOptionTable.find((candidate) => candidate.name === name);
  if (row !== undefined) return row;
  const known = `The options are ${names.join(', ')}.`;
  const guess = didYouMean(name, names);
  throw new UadaError('usage', `${label(name)} is not an option of the simulator.`, { hint: guess === undefined ? known : `${guess} ${known}` });
};

const refuseRepeats = (words: readonly OptionWord[], label: LabelOption): void => {
  const seen = new Set<string>();
  for (const [name] of words) {
    if (seen.has(name) && findRow(name, label).isRepeatable !== true) throw new UadaError('usage', `${label(name)} is given twice.`, { hint: 'Give it once.' });
    seen.add(name);
  }
};

/**
 * The options that these words set, for flags as for `--mock=`. Throws a `usage` error that names the option and
 * says what it takes.
 */
export const readSimulatorOptions = (
  words: readonly OptionWord[], readFile: ReadFile, label: LabelOption = (name) => `--${name}`,
): SimulatorOptions => {
  refuseRepeats(words, label);
  const options = words.reduce(
    (soFar, [name, value]) => findRow(name, label).set(soFar, value, createReadingContext(label(name), readFile)),
    defaultSimulatorOptions,
  );
  if (options.text !== undefined && options.tokens !== undefined) {
    throw new UadaError('usage', `${label('tokens')} cannot go with ${label('text')}, which is given as it is.`, { hint: 'Leave out one of the two.' });
  }
  return options;
};

/** A comma ends an option, unless it stands in the brackets of a distribution. */
const optionText = /(?:=\s*[a-z-]+\([^)]*(?:\)|$)|[^,])+/gi;

const toWord = (text: string): OptionWord => {
  const [name = '', value] = text.split(/=(.*)/s);
  if (value === undefined) throw new UadaError('usage', `--mock: ${name.trim()} needs a value, as in ${name.trim()}=….`, { hint: 'Write NAME=VALUE, separated by commas.' });
  return [name.trim(), value];
};

/** The options behind `--mock=`: comma-separated `name=value`. Throws a `usage` error as `readSimulatorOptions` does. */
export const parseSimulatorOptions = (text: string, readFile: ReadFile): SimulatorOptions => {
  const words = (text.match(optionText) ?? []).filter((part) => part.trim() !== '').map(toWord);
  return readSimulatorOptions(words, readFile, (name) => `--mock: ${name}`);
};
