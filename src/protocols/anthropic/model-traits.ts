/** What a Claude model accepts beyond the common ground of the Messages API. */
export type ModelTraits = {
  /** `budget`: thinks within a number of tokens; `adaptive`: decides itself and takes an effort. */
  readonly thinking: 'never' | 'budget' | 'adaptive';
  /** The `thinking.type` that switches thinking off; undefined where nothing does. */
  readonly thinkingOff?: 'disabled' | 'between_tools';
  readonly takesEffort: boolean;
  /** False where only the default values of temperature and top_p are accepted, and no top_k. */
  readonly takesSampling: boolean;
  /** False where the last message must be the user's. */
  readonly takesPrefill: boolean;
  /** True where thinking comes without its text unless it is asked for. */
  readonly hidesThinking: boolean;
  readonly maxOutputTokens?: number;
};

const newest = {
  thinking: 'adaptive', takesEffort: true, takesSampling: false, takesPrefill: false, hidesThinking: true, maxOutputTokens: 128_000,
} as const;
const mid = {
  thinking: 'budget', thinkingOff: 'disabled', takesEffort: false, takesSampling: true, takesPrefill: true, hidesThinking: false, maxOutputTokens: 64_000,
} as const;
const old = { thinking: 'never', takesEffort: false, takesSampling: true, takesPrefill: true, hidesThinking: false } as const;

/**
 * Source: platform.claude.com, "Models overview", "Thinking", "Effort" and the migration guides, as of
 * November 2026. `GET /v1/models/{id}` tells the same under `capabilities`.
 */
const table: readonly (readonly [names: readonly string[], traits: ModelTraits])[] = [
  [['opus-5-5', 'fable-5', 'fable-5-1', 'fable-5-2', 'mythos-5', 'mythos-5-1', 'mythos-5-2', 'mythos-preview'], newest],
  [['sonnet-5-5'], { ...newest, thinkingOff: 'between_tools' }],
  [['haiku-5-5', 'opus-5', 'sonnet-5', 'opus-4-8', 'opus-4-7'], { ...newest, thinkingOff: 'disabled' }],
  [['opus-4-6', 'sonnet-4-6'], { ...newest, thinkingOff: 'disabled', takesSampling: true, hidesThinking: false }],
  [['opus-4-5'], { ...mid, takesEffort: true }],
  [['sonnet-4-5', 'haiku-4-5', 'sonnet-4', 'sonnet-4-0', '3-7-sonnet'], mid],
  [['opus-4-1', 'opus-4', 'opus-4-0'], { ...mid, maxOutputTokens: 32_000 }],
  [['3-5-sonnet', '3-5-haiku'], { ...old, maxOutputTokens: 8192 }],
  [['3-opus', '3-sonnet', '3-haiku'], { ...old, maxOutputTokens: 4096 }],
];

const traitsByName = new Map(table.flatMap(([names, traits]) => names.map((name) => [name, traits] as const)));

/** The traits of a known model, whatever its date suffix or cloud prefix; undefined for an unknown one. */
export const knownTraits = (model: string): ModelTraits | undefined => {
  const name = /claude-([a-z0-9-]+)/.exec(model.toLowerCase())?.[1];
  return name === undefined ? undefined : traitsByName.get(name.replace(/-(?:\d{8}|latest)(?:-.*)?$/, ''));
};

/** The traits to write a request by: an unknown model is taken for one newer than this table. */
export const traitsOf = (model: string): ModelTraits =>
  knownTraits(model) ?? { ...newest, thinkingOff: 'disabled' };
