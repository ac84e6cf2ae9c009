import { listType } from '../list-type.js';
import { optionalSetting, settingWithDefault } from '../setting.js';
import { booleanType, enumType, integerType, numberType, stringType } from '../setting-types.js';
import { acceptUrl } from '../url-text.js';

/** What is asked of which model. */
export const requestRows = {
  model: optionalSetting(stringType(), {
    flag: '--model', key: 'model', description: 'Model as provider/model, or an alias',
  }),
  provider: optionalSetting(stringType(), {
    flag: '--provider', key: 'provider', description: 'Provider, when the model does not name one',
  }),
  system: optionalSetting(stringType({ isVerbatim: true }), {
    flag: '--system', key: 'system', description: 'System prompt',
  }),
  temperature: optionalSetting(numberType({ minimum: 0 }), {
    flag: '--temperature', key: 'temperature', description: 'Sampling temperature, 0 for the most repeatable answer',
  }),
  topP: optionalSetting(numberType({ minimum: 0, maximum: 1 }), {
    flag: '--top-p', key: 'top_p', description: 'Nucleus sampling: the share of probability to draw from',
  }),
  maxTokens: optionalSetting(integerType({ minimum: 1 }), {
    flag: '--max-tokens', key: 'max_tokens', description: 'Most tokens to generate, hidden reasoning included',
  }),
  stop: optionalSetting(listType({ isSplit: false }), {
    flag: '--stop', key: 'stop', description: 'Text at which the answer ends (repeatable)',
  }),
  seed: optionalSetting(integerType(), {
    flag: '--seed', key: 'seed', description: 'Seed for repeatable sampling, where the provider has one',
  }),
  reasoning: optionalSetting(enumType(['none', 'low', 'medium', 'high']), {
    flag: '--reasoning', key: 'reasoning', description: 'How hard the model thinks before it answers',
  }),
  schema: optionalSetting(stringType(), {
    flag: '--schema', key: 'schema', description: 'JSON Schema the answer must satisfy: a file or the JSON itself',
  }),
  stream: settingWithDefault(booleanType, true, {
    flag: '--no-stream', key: 'stream', description: 'Show the answer while it is made', flagDescription: 'Show the answer when it is whole',
  }),
  api: optionalSetting(enumType(['chat', 'responses']), {
    key: 'providers.NAME.api', description: 'OpenAI only: which of its two APIs to speak',
  }),
  baseUrl: optionalSetting(stringType({ accept: acceptUrl }), {
    flag: '--base-url', key: 'providers.NAME.base_url', isSensitive: true, description: 'Address of the provider, or of a server that speaks like it',
  }),
};
