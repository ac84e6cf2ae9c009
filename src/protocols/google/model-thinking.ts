import { toModelId } from './model-path.js';

export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high';

/** How the thinking of a model is set: not at all, by a number of tokens, or by a level. */
export type ModelThinking =
  | { readonly by: 'nothing' }
  | { readonly by: 'budget'; readonly canBeOff: boolean }
  | { readonly by: 'level'; readonly levels: readonly ThinkingLevel[] };

const levels = (...names: readonly ThinkingLevel[]): ModelThinking => ({ by: 'level', levels: names });

/**
 * The first row that fits decides. Source: Google's pages "Gemini thinking" (ai.google.dev/gemini-api/docs/thinking)
 * and "Thinking" (docs.cloud.google.com/gemini-enterprise-agent-platform/models/thinking), November 2026.
 */
const rows: readonly (readonly [model: RegExp, thinking: ModelThinking])[] = [
  [/^gemini-(?:1\.|2\.0)|^gemma-[123]|-tts\b|^gemini-2\.5-.*image/, { by: 'nothing' }],
  [/^gemini-2\.5-pro/, { by: 'budget', canBeOff: false }],
  [/^gemini-2\.5/, { by: 'budget', canBeOff: true }],
  [/^gemini-3-pro/, levels('low', 'high')],
  [/^gemini-(?:3\.\d+-pro|pro-latest)/, levels('low', 'medium', 'high')],
  [/^gemini-(?:3\.(?:[7-9]|\d\d)-flash|flash-latest)(?!-lite)/, levels('low', 'medium', 'high')],
  [/^gemini-(?:[4-9]|\d\d)/, levels('low', 'medium', 'high')],
];

/** What is known of a model's thinking. One that no row names is taken for one that knows every level. */
export const thinkingOf = (model: string): ModelThinking =>
  rows.find(([pattern]) => pattern.test(toModelId(model)))?.[1] ?? levels('minimal', 'low', 'medium', 'high');
