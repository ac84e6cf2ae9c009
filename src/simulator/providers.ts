import type { ProtocolName } from '../protocols/load.js';

/** The vendors whose wire formats the simulator serves. */
export const simulatedProviders = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'] as const;

export type SimulatedProvider = (typeof simulatedProviders)[number];

/** Where one vendor lives on the simulator's address, and what its own tools call that. */
export type Mount = {
  readonly provider: SimulatedProvider;
  /** Path of the base URL as the vendor's SDK wants it. */
  readonly root: string;
  /** Where the paths of the wire format begin, when that is not the root. */
  readonly base?: string;
  /** The variable that the vendor's SDK reads its base URL from. */
  readonly variable: string;
  /** The variable that holds the key; undefined where none is needed. */
  readonly keyVariable?: string;
  /** Wire formats under this root, the most asked for first. */
  readonly protocols: readonly ProtocolName[];
};

export const mounts: Readonly<Record<SimulatedProvider, Mount>> = {
  openrouter: {
    provider: 'openrouter', root: '/openrouter/api/v1', variable: 'OPENROUTER_BASE_URL',
    keyVariable: 'OPENROUTER_API_KEY', protocols: ['openrouter'],
  },
  openai: {
    provider: 'openai', root: '/openai/v1', variable: 'OPENAI_BASE_URL',
    keyVariable: 'OPENAI_API_KEY', protocols: ['openai', 'openai-responses'],
  },
  anthropic: {
    provider: 'anthropic', root: '/anthropic', variable: 'ANTHROPIC_BASE_URL',
    keyVariable: 'ANTHROPIC_API_KEY', protocols: ['anthropic'],
  },
  google: {
    provider: 'google', root: '/google', variable: 'GOOGLE_GEMINI_BASE_URL',
    keyVariable: 'GOOGLE_API_KEY', protocols: ['google'],
  },
  groq: {
    provider: 'groq', root: '/groq', base: '/groq/openai/v1', variable: 'GROQ_BASE_URL',
    keyVariable: 'GROQ_API_KEY', protocols: ['groq'],
  },
  together: {
    provider: 'together', root: '/together/v1', variable: 'TOGETHER_BASE_URL',
    keyVariable: 'TOGETHER_API_KEY', protocols: ['together'],
  },
  cohere: {
    provider: 'cohere', root: '/cohere', variable: 'CO_API_URL',
    keyVariable: 'CO_API_KEY', protocols: ['cohere'],
  },
  ollama: { provider: 'ollama', root: '/ollama', variable: 'OLLAMA_HOST', protocols: ['ollama'] },
};

/** Whose a request is, and its path as the wire format has it; no path where the vendor serves nothing. */
export type Place = { readonly mount: Mount; readonly path: string | undefined };

const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** The vendor whose root the path is under; undefined for any other path. */
export const findPlace = (path: string): Place | undefined => {
  const mount = simulatedProviders.map((provider) => mounts[provider]).find((row) => isUnder(path, row.root));
  if (mount === undefined) return undefined;
  const base = mount.base ?? mount.root;
  return { mount, path: isUnder(path, base) ? path.slice(base.length) : undefined };
};
