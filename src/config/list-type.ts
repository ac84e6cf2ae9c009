import type { Reading } from './reading.js';
import type { SettingType } from './setting-types.js';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isTextList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const parseJsonList = (text: string): readonly string[] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isTextList(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Texts. A JSON array is taken as it stands; any other text is split at commas when `isSplit`, else it is
 * the only item, byte for byte.
 */
export const listType = ({ isSplit }: { readonly isSplit: boolean }): SettingType<readonly string[]> => {
  const words = isSplit ? 'texts separated by commas' : 'a text, or a JSON array of texts';
  const split = (text: string): readonly string[] =>
    isSplit ? text.split(',').map((item) => item.trim()).filter((item) => item !== '') : [text];
  const fromText = (text: string): Reading<readonly string[]> => {
    const value = parseJsonList(text) ?? split(text);
    return value.length === 0 ? { problem: `must be ${words}` } : { value };
  };
  return {
    name: 'list',
    fromText,
    fromFile: (value) => {
      if (isTextList(value)) return { value };
      return isText(value) ? fromText(value) : { problem: 'must be an array of texts, such as ["a", "b"]' };
    },
    format: (value) => JSON.stringify(value),
  };
};
