import { unpaidHint } from '../failure.js';
import type { OpenAiChatDialect } from './dialect.js';
import * as servers from './server-dialects.js';

/** OpenAI itself (OpenAI API reference, "Chat" and "Error codes"). */
export const openai: OpenAiChatDialect = {
  provider: 'openai',
  maxTokensField: 'max_completion_tokens',
  reasoningFields: (effort) => ({ reasoning_effort: effort }),
  rules: [
    {
      codes: ['insufficient_quota', 'credit_balance_exhausted', 'organization_spend_limit_exceeded',
        'project_spend_limit_exceeded', 'organization_usage_limit_exceeded'],
      kind: 'rate_limit', isRetryable: false, hint: unpaidHint,
    },
    // The code is that of a temporary limit, but this request alone is above it.
    { statuses: [429], says: /request too large/i, kind: 'rate_limit', isRetryable: false, hint: 'One request is larger than the tokens-per-minute limit: waiting does not help, make it smaller.' },
    { statuses: [403], codes: ['unsupported_country_region_territory', 'request_forbidden'], kind: 'provider', isRetryable: false, hint: 'The provider does not serve the country or network this request comes from.' },
  ],
  server: servers.openai,
};

/** OpenRouter (OpenRouter docs, "Errors and debugging" and "Provider routing"). */
export const openrouter: OpenAiChatDialect = {
  provider: 'openrouter',
  maxTokensField: 'max_tokens',
  reasoningFields: (effort) => ({ reasoning: effort === 'none' ? { enabled: false, effort: 'none' } : { effort } }),
  // Parameters a model does not know would be dropped silently otherwise.
  extraFields: (body) => {
    const optional = ['temperature', 'top_p', 'seed', 'stop', 'response_format', 'reasoning'];
    return optional.some((name) => body[name] !== undefined) ? { provider: { require_parameters: true } } : {};
  },
  rules: [
    { statuses: [402], codes: ['openrouter_in_flight_budget'], kind: 'rate_limit', isRetryable: true, hint: 'The requests under way hold the rest of the balance: try again when they are done.' },
    { statuses: [402], kind: 'rate_limit', isRetryable: false, hint: 'The balance is used up or negative; free models too need one that is not negative: https://openrouter.ai/settings/credits.' },
    { codes: ['payment_required'], kind: 'rate_limit', isRetryable: false, hint: unpaidHint },
    { codes: ['moderation', 'content_policy_violation', 'refusal'], kind: 'provider', isRetryable: false, hint: 'The prompt was flagged: word it differently, or choose another model.' },
    { codes: ['privacy_restricted'], kind: 'provider', isRetryable: false, hint: 'The privacy settings of the account leave no host for this model: https://openrouter.ai/settings/privacy.' },
    { statuses: [404], says: /data policy/i, kind: 'provider', isRetryable: false, hint: 'The privacy settings of the account leave no host for this model: https://openrouter.ai/settings/privacy.' },
    { codes: ['region_restricted'], kind: 'provider', isRetryable: false, hint: 'No host of this model serves the region: choose another model.' },
    { statuses: [404], says: /parameters/i, kind: 'provider', isRetryable: false, hint: 'No host of this model takes every parameter that was asked for: leave one out, or choose another model.' },
    { codes: ['constraint_filtered'], kind: 'provider', isRetryable: false, hint: 'No host of this model satisfies what was asked for: leave a parameter out, or choose another model.' },
    { statuses: [429], says: /per-day/i, kind: 'rate_limit', isRetryable: false, hint: 'The free requests of the day are used up: wait for tomorrow, buy credit, or choose a model without `:free`.' },
    { codes: ['capacity_exhausted', 'rate_limit_exceeded'], kind: 'rate_limit', isRetryable: true, hint: 'Wait and try again, or lower the rate.' },
    { codes: ['temporarily_unavailable', 'provider_overloaded', 'provider_unavailable', 'timeout', 'server_error'], kind: 'provider', isRetryable: true, hint: 'Try again in a moment, or choose another model.' },
  ],
  listedPrice: 'usd-per-token',
  server: servers.openrouter,
};

/** Models that put their reasoning into the answer between <think> tags unless told otherwise. */
const thinksAloud = /qwen-?3|qwq|deepseek-r1/i;

/** Groq (console.groq.com docs, "Errors", "Reasoning" and "Flex processing"). */
export const groq: OpenAiChatDialect = {
  provider: 'groq',
  maxTokensField: 'max_completion_tokens',
  reasoningFields: (effort) => ({ reasoning_effort: effort }),
  extraFields: (body) =>
    thinksAloud.test(String(body['model'])) && body['reasoning_effort'] !== 'none' ? { reasoning_format: 'parsed' } : {},
  rules: [
    { statuses: [413], codes: ['rate_limit_exceeded'], kind: 'rate_limit', isRetryable: false, hint: 'One request is larger than the tokens-per-minute limit: waiting does not help, make it smaller.' },
    { codes: ['blocked_api_access'], kind: 'rate_limit', isRetryable: false, hint: unpaidHint },
    { statuses: [498], kind: 'provider', isRetryable: true, hint: 'The flex tier is at capacity: try again in a moment.' },
    { codes: ['capacity_exceeded'], kind: 'provider', isRetryable: true, hint: 'Try again in a moment.' },
    { codes: ['json_validate_failed'], kind: 'provider', isRetryable: false, hint: 'The model\'s text did not satisfy the schema: ask again, or simplify the schema.' },
  ],
  server: servers.groq,
};

/** Together (docs.together.ai, "Error codes"). */
export const together: OpenAiChatDialect = {
  provider: 'together',
  maxTokensField: 'max_tokens',
  reasoningFields: (effort) => (effort === 'none' ? { reasoning: { enabled: false } } : { reasoning_effort: effort }),
  rules: [
    { codes: ['invalid_api_key'], kind: 'auth', isRetryable: false },
    // Together's own table: 403 is "input and max_tokens exceed the context length".
    { statuses: [403], kind: 'provider', isRetryable: false, hint: 'The prompt and --max-tokens together exceed what the model can hold: shorten one of them.' },
    // A 402 as a rule; whatever the status, waiting brings no credit.
    { codes: ['credit_limit'], kind: 'rate_limit', isRetryable: false, hint: unpaidHint },
    { codes: ['dynamic_request_limited', 'dynamic_token_limited'], kind: 'rate_limit', isRetryable: true, hint: 'Together limits a model by its load: wait and try again, or lower the rate.' },
  ],
  listedPrice: 'usd-per-million',
  server: servers.together,
};

/** Any other server that speaks the format: nothing beyond the common ground is assumed. */
export const compatible = (provider: string): OpenAiChatDialect => ({
  ...openai, provider, maxTokensField: 'max_tokens',
});
