import type { JsonObject, ReasoningEffort } from '../../core/request.js';
import type { FailureRule } from '../failure.js';

/**
 * What tells one OpenAI-compatible vendor from another. The wire format is the same; these fields are all
 * that differs (reference: each vendor's API documentation and official SDK).
 */
export type OpenAiChatDialect = {
  readonly provider: string;
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Request fields for an effort; a usage error where the vendor cannot express it. */
  readonly reasoningFields: (effort: ReasoningEffort, model: string) => JsonObject;
  /** Further request fields that depend on what else is asked. */
  readonly extraFields?: (body: JsonObject) => JsonObject;
  readonly rules: readonly FailureRule[];
  /** Unit of the numbers in a model list's `pricing`. */
  readonly listedPrice?: 'usd-per-token' | 'usd-per-million';
  readonly server: {
    /** `role-only`: a first chunk without text; `every-delta`: the role is repeated in each chunk. */
    readonly role: 'role-only' | 'every-delta';
    /** Where a stream carries the usage. */
    readonly usage: 'extra-chunk-if-asked' | 'repeated-finish-chunk' | 'finish-and-extra-chunk' | 'finish-chunk';
    readonly reasoning: 'hidden' | 'reasoning' | 'reasoning-and-details';
    readonly modelList: 'object' | 'array';
    /** Comment that real servers send while they wait for the model. */
    readonly keepAlive?: string;
    readonly requestIdHeader: string;
    readonly idPrefix: string;
  };
};
