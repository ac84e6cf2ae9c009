import { UadaError } from '../core/errors.js';
import type { ProviderRow } from '../providers/registry.js';

/** A provider and, unless only the provider was named, the model to ask there. */
export type ModelName = { readonly row: ProviderRow; readonly model: string | undefined };

/** Families whose vendor nobody needs to be told. */
const families: readonly (readonly [RegExp, string])[] = [
  [/^(gpt-|o\d|chatgpt-)/, 'openai'], [/^claude-/, 'anthropic'], [/^gemini-/, 'google'], [/^command-/, 'cohere'],
];

const splitAt = (text: string, separator: string): readonly [string, string] | undefined => {
  const index = text.indexOf(separator);
  return index > 0 && index < text.length - 1 ? [text.slice(0, index), text.slice(index + 1)] : undefined;
};

/**
 * Reads `provider/model` (split at the first slash, so that OpenRouter's ids keep theirs), `provider:model`, a
 * bare model of a well-known family, or the name of a provider alone. Undefined when the text names no provider.
 */
export const parseModelName = (text: string, rows: readonly ProviderRow[]): ModelName | undefined => {
  const find = (id: string | undefined): ProviderRow | undefined => rows.find((row) => row.id === id);
  for (const parts of [splitAt(text, '/'), splitAt(text, ':')]) {
    const row = find(parts?.[0]);
    if (row !== undefined) return { row, model: parts?.[1] };
  }
  const alone = find(text);
  if (alone !== undefined) return { row: alone, model: undefined };
  const family = find(families.find(([pattern]) => pattern.test(text))?.[1]);
  return family === undefined ? undefined : { row: family, model: text };
};

/** The error for a model that names no provider. */
export const ambiguousModel = (model: string): UadaError =>
  new UadaError('usage', `The model ${model} does not say at which provider.`, {
    hint: `Write it as PROVIDER/${model}, for example openrouter/${model}.`,
  });
