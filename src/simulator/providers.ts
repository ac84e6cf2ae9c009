import type { ProtocolName } from '../protocols/load.js';

/** The vendors whose wire formats the simulator serves. */
export const simulatedProviders = ['openrouter', 'openai', 'anthropic', 'google', 'groq', 'together', 'cohere', 'ollama'] as const;

export type SimulatedProvider = (typeof simulatedProviders)[number];

/** Where one vendor lives on the simulator's address, and what its own tools call that. */
export type Mount = {
  readonly provider: SimulatedProvider;
  /** Path of the base URL as the vendor's SDK wants it. */
  readonly root: string;
  /** What the vendor's SDK puts between the base URL and a route; '' where the base URL has it already. */
  readonly versions: readonly string[];
  /** The variable that the vendor's SDK reads its base URL from. */
  readonly variable: string;
  /** The variable that holds the key; undefined where none is needed. */
  readonly keyVariable?: string;
  /** Wire formats under this root, the most asked for first. */
  readonly protocols: readonly ProtocolName[];
};

export const mounts: Readonly<Record<SimulatedProvider, Mount>> = {
  openrouter: {
    provider: 'openrouter', root: '/openrouter/api/v1', versions: [''], variable: 'OPENROUTER_BASE_URL',
    keyVariable: 'OPENROUTER_API_KEY', protocols: ['openrouter'],
  },
  openai: {
    provider: 'openai', root: '/openai/v1', versions: [''], variable: 'OPENAI_BASE_URL',
    keyVariable: 'OPENAI_API_KEY', protocols: ['openai', 'openai-responses'],
  },
  anthropic: {
    provider: 'anthropic', root: '/anthropic', versions: ['/v1'], variable: 'ANTHROPIC_BASE_URL',
    keyVariable: 'ANTHROPIC_API_KEY', protocols: ['anthropic'],
  },
  google: {
    provider: 'google', root: '/google', versions: ['/v1beta', '/v1'], variable: 'GOOGLE_GEMINI_BASE_URL',
    keyVariable: 'GOOGLE_API_KEY', protocols: ['google'],
  },
  groq: {
    provider: 'groq', root: '/groq', versions: ['/openai/v1'], variable: 'GROQ_BASE_URL',
    keyVariable: 'GROQ_API_KEY', protocols: ['groq'],
  },
  together: {
    provider: 'together', root: '/together/v1', versions: [''], variable: 'TOGETHER_BASE_URL',
    keyVariable: 'TOGETHER_API_KEY', protocols: ['together'],
  },
  cohere: {
    provider: 'cohere', root: '/cohere', versions: ['/v2', '/v1'], variable: 'CO_API_URL',
    keyVariable: 'CO_API_KEY', protocols: ['cohere'],
  },
  ollama: { provider: 'ollama', root: '/ollama', versions: ['/api'], variable: 'OLLAMA_HOST', protocols: ['ollama'] },
};

/** Whose a request is, and its path after the base URL: as the SDK's base URL has it, and after the version too. */
export type Place = { readonly mount: Mount; readonly paths: readonly string[] };

const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

/** The vendor whose root the path is under; undefined for any other path. No paths are a place where the vendor serves nothing. */
export const findPlace = (path: string): Place | undefined => {
  const mount = simulatedProviders.map((provider) => mounts[provider]).find((row) => isUnder(path, row.root));
  if (mount === undefined) return undefined;
  const rest = path.slice(mount.root.length);
  const version = mount.versions.find((prefix) => isUnder(rest, prefix));
  return { mount, paths: version === undefined ? [] : [...new Set([rest, rest.slice(version.length)])] };
};
