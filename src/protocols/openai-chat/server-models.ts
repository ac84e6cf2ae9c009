import type { ModelInfo } from '../../core/provider.js';
import type { JsonObject } from '../../core/request.js';

/** When the models of the list came out, in epoch seconds: a list has no clock. */
const createdSeconds = 1_779_000_000;

/** A row of OpenAI's list, which says next to nothing. */
export const openAiModelRow = (model: ModelInfo): JsonObject => ({
  id: model.id, object: 'model', created: createdSeconds, owned_by: 'system',
});

/** A row of Groq's list. */
export const groqModelRow = (model: ModelInfo): JsonObject => ({
  ...openAiModelRow(model),
  active: true,
  context_window: model.contextTokens ?? 131_072,
  max_completion_tokens: model.maxOutputTokens ?? 65_536,
  public_apps: null,
});

const million = 1_000_000;

const toUsdPerToken = (usdPerMillion: number | null): string => {
  const perToken = (usdPerMillion ?? 0) / million;
  return perToken === 0 ? '0' : perToken.toFixed(12).replace(/0+$/, '');
};

/** A row of OpenRouter's list, complete enough for its SDK, which checks every field. */
export const openRouterModelRow = (model: ModelInfo): JsonObject => ({
  id: model.id,
  canonical_slug: model.id,
  name: model.name ?? model.id,
  created: createdSeconds,
  context_length: model.contextTokens,
  architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'], tokenizer: 'Other', instruct_type: null, modality: 'text+image->text' },
  pricing: { prompt: toUsdPerToken(model.inputUsdPerMillion), completion: toUsdPerToken(model.outputUsdPerMillion) },
  top_provider: { context_length: model.contextTokens, max_completion_tokens: model.maxOutputTokens, is_moderated: false },
  per_request_limits: null,
  supported_parameters: ['max_tokens', 'temperature', 'top_p', 'stop', 'seed', 'response_format', 'structured_outputs', 'reasoning'],
  supported_voices: null,
  default_parameters: null,
  links: { details: `/api/v1/models/${model.id}/endpoints` },
});

/** A row of Together's list, priced in USD per million tokens. */
export const togetherModelRow = (model: ModelInfo): JsonObject => ({
  id: model.id,
  object: 'model',
  created: createdSeconds,
  type: 'chat',
  display_name: model.name ?? model.id,
  ...(model.contextTokens === null ? {} : { context_length: model.contextTokens }),
  pricing: { hourly: 0, input: model.inputUsdPerMillion ?? 0, output: model.outputUsdPerMillion ?? 0, base: 0, finetune: 0 },
});
