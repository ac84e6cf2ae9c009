import { settingWithDefault } from '../setting.js';
import { integerType } from '../setting-types.js';

/** How many prompts are asked. */
export const batchRows = {
  concurrency: settingWithDefault(integerType({ minimum: 1, maximum: 10_000 }), 8, {
    flag: '--concurrency', key: 'concurrency', description: 'Prompts of a batch under way at once',
  }),
};
