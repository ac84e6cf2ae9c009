import type { OpenAiChatDialect } from './dialect.js';

const unpaid = 'The account has no credit left, or a spending limit is reached: see the billing page of the provider.';

export const openai: OpenAiChatDialect = {
  provider: 'openai',
  maxTokensField: 'max_completion_tokens',
  reasoningFields: (effort) => ({ reasoning_effort: effort }),
  rules: [
    {
      statuses: [429], kind: 'rate_limit', isRetryable: false, hint: unpaid,
      codes: ['insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded',
        'project_spend_limit_exceeded', 'organization_usage_limit_exceeded'],
    },
    { codes: ['insufficient_quota'], kind: 'rate_limit', isRetryable: false, hint: unpaid },
    { statuses: [403], codes: ['unsupported_country_region_territory', 'request_forbidden'], kind: 'provider', isRetryable: false },
    { codes: ['rate_limit_exceeded', 'rate_limit_error'], kind: 'rate_limit', isRetryable: true },
    { codes: ['invalid_api_key'], kind: 'auth', isRetryable: false },
    { statuses: [400], codes: ['context_length_exceeded'], kind: 'provider', isRetryable: false, hint: 'The prompt is longer than the model can read: shorten it or choose a model with a larger context.' },
  ],
  server: {
    role: 'role-only', usage: 'extra-chunk-if-asked', reasoning: 'hidden', modelList: 'object',
    requestIdHeader: 'x-request-id', idPrefix: 'chatcmpl-',
  },
};

export const openrouter: OpenAiChatDialect = {
  provider: 'openrouter',
  maxTokensField: 'max_tokens',
  reasoningFields: (effort) => ({ reasoning: effort === 'none' ? { enabled: false, effort: 'none' } : { effort } }),
  // Parameters a model does not know would be dropped silently otherwise (OpenRouter provider routing).
  extraFields: (body) => {
    const optional = ['temperature', 'top_p', 'seed', 'stop', 'response_format', 'reasoning'];
    return optional.some((name) => body[name] !== undefined) ? { provider: { require_parameters: true } } : {};
  },
  rules: [
    { statuses: [402], codes: ['openrouter_in_flight_budget'], kind: 'rate_limit', isRetryable: true },
    { statuses: [403], codes: ['privacy_restricted', 'region_restricted', 'moderation'], kind: 'provider', isRetryable: false },
    { codes: ['capacity_exhausted', 'rate_limit_exceeded'], kind: 'rate_limit', isRetryable: true },
    { codes: ['temporarily_unavailable', 'provider_overloaded', 'provider_unavailable', 'timeout', 'server_error'], kind: 'provider', isRetryable: true },
    { codes: ['payment_required'], kind: 'rate_limit', isRetryable: false, hint: unpaid },
    { codes: ['authentication'], kind: 'auth', isRetryable: false },
  ],
  listedPrice: 'usd-per-token',
  server: {
    role: 'every-delta', usage: 'repeated-finish-chunk', reasoning: 'reasoning-and-details', modelList: 'object',
    keepAlive: ': OPENROUTER PROCESSING\n\n', requestIdHeader: 'x-generation-id', idPrefix: 'gen-',
  },
};

export const groq: OpenAiChatDialect = {
  provider: 'groq',
  maxTokensField: 'max_completion_tokens',
  // gpt-oss always sends its reasoning apart and refuses the format field; the others put it in <think> tags.
  reasoningFields: (effort, model) => ({
    reasoning_effort: effort, ...(effort === 'none' || model.includes('gpt-oss') ? {} : { reasoning_format: 'parsed' }),
  }),
  rules: [
    { statuses: [413], codes: ['rate_limit_exceeded'], kind: 'rate_limit', isRetryable: false, hint: 'One request is larger than the tokens-per-minute limit: waiting does not help, make it smaller.' },
    { statuses: [400], codes: ['blocked_api_access'], kind: 'rate_limit', isRetryable: false, hint: unpaid },
    { statuses: [422], kind: 'provider', isRetryable: false },
    { statuses: [498], kind: 'provider', isRetryable: true, hint: 'The flex tier is at capacity: try again in a moment.' },
    { codes: ['capacity_exceeded'], kind: 'provider', isRetryable: true },
    { codes: ['rate_limit_exceeded'], kind: 'rate_limit', isRetryable: true },
    { codes: ['invalid_api_key'], kind: 'auth', isRetryable: false },
    { codes: ['json_validate_failed'], kind: 'provider', isRetryable: false, hint: 'The model\'s text did not satisfy the schema: ask again, or simplify the schema.' },
  ],
  server: {
    role: 'role-only', usage: 'finish-and-extra-chunk', reasoning: 'reasoning', modelList: 'object',
    requestIdHeader: 'x-request-id', idPrefix: 'chatcmpl-',
  },
};

export const together: OpenAiChatDialect = {
  provider: 'together',
  maxTokensField: 'max_tokens',
  reasoningFields: (effort) => (effort === 'none' ? { reasoning: { enabled: false } } : { reasoning_effort: effort }),
  rules: [
    // Together's own table: 403 is "input and max_tokens exceed the context length".
    { statuses: [403], kind: 'provider', isRetryable: false, hint: 'The prompt and --max-tokens together exceed what the model can hold: shorten one of them.' },
    { codes: ['dynamic_request_limited', 'dynamic_token_limited'], kind: 'rate_limit', isRetryable: true },
    { codes: ['invalid_api_key'], kind: 'auth', isRetryable: false },
  ],
  listedPrice: 'usd-per-million',
  server: {
    role: 'every-delta', usage: 'finish-chunk', reasoning: 'reasoning', modelList: 'array',
    requestIdHeader: 'x-request-id', idPrefix: 'o',
  },
};

/** Any other server that speaks the format: nothing beyond the common ground is assumed. */
export const compatible = (provider: string): OpenAiChatDialect => ({
  ...openai, provider, maxTokensField: 'max_tokens',
});
