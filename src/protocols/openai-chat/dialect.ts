import type { JsonObject, ReasoningEffort } from '../../core/request.js';
import type { FailureRule } from '../failure.js';
import type { ServerDialect } from './server-dialect.js';

/**
 * What tells one OpenAI-compatible vendor from another. The wire format is the same; these fields are all
 * that differs (reference: each vendor's API documentation and official SDK).
 */
export type OpenAiChatDialect = {
  readonly provider: string;
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Request fields for an effort. */
  readonly reasoningFields: (effort: ReasoningEffort) => JsonObject;
  /** Further request fields that depend on what else is asked. */
  readonly extraFields?: (body: JsonObject) => JsonObject;
  readonly rules: readonly FailureRule[];
  /** Unit of the numbers in a model list's `pricing`. */
  readonly listedPrice?: 'usd-per-token' | 'usd-per-million';
  readonly server: ServerDialect;
};
