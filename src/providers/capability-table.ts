import type { ModelTable } from '../core/price.js';
import type { ModelCapability } from '../core/provider.js';
import { modelCapabilities } from '../core/provider.js';

/** What a snapshot knows of a model; what stands in neither list is not known. */
export type KnownCapabilities = { readonly has: readonly ModelCapability[]; readonly lacks: readonly ModelCapability[] };

const toKnown = (text: string): KnownCapabilities => {
  const words = text.split(' ');
  return { has: modelCapabilities.filter((name) => words.includes(name)), lacks: modelCapabilities.filter((name) => words.includes(`!${name}`)) };
};

let loaded: Promise<ModelTable<KnownCapabilities>> | undefined;

const readSnapshot = async (): Promise<ModelTable<KnownCapabilities>> => {
  const { default: { models } } = await import('./capabilities.json', { with: { type: 'json' } });
  return new Map(Object.entries<Readonly<Record<string, string>>>(models).map(([provider, rows]) =>
    [provider, new Map(Object.entries(rows).map(([model, text]) => [model, toKnown(text)]))]));
};

/** What models can, from the snapshot that scripts/refresh-prices.js writes; read on first use and kept. */
export const loadCapabilityTable = (): Promise<ModelTable<KnownCapabilities>> => (loaded ??= readSnapshot());
