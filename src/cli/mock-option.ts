import { Option } from 'commander';

/** The option `--mock`: its words follow only behind `--mock=`, so that the prompt is never taken for them. */
export const mockOption = (): Option =>
  new Option('--mock [options]', 'Answer from the built-in simulator; options follow behind --mock=, see uada mock --help').helpGroup('Provider:');

/** What stands behind `--mock=`; undefined without the flag. */
export const mockText = (value: unknown): string | undefined => {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : '';
};

/**
 * Commander would take the word after a bare `--mock` for its value; with an empty value attached the prompt
 * stays the prompt. Nothing behind `--` is touched.
 */
export const attachBareMock = (words: readonly string[]): readonly string[] => {
  const end = words.indexOf('--');
  return words.map((word, index) => (word === '--mock' && (end < 0 || index < end) ? '--mock=' : word));
};
