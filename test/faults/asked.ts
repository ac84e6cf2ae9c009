import type { UadaError } from '../../src/core/errors.js';
import type { Provider } from '../../src/core/provider.js';
import { createRetryBudget } from '../../src/layers/retry-budget.js';
import { withRetry } from '../../src/layers/with-retry.js';
import { connect, never, requestOf } from '../contract/connected.js';
import { createFakeClock } from '../layers/fake-clock.js';
import { formatOf } from './providers.js';

export type Asked = { readonly text: string; readonly error: UadaError | undefined; readonly sleeps: readonly number[] };

const hear = async (provider: Provider, name: string): Promise<Omit<Asked, 'sleeps'>> => {
  let text = '';
  try {
    for await (const event of provider.stream(requestOf(formatOf(name)), never)) text += event.type === 'text' ? event.text : '';
    return { text, error: undefined };
  } catch (error) {
    return { text, error: error as UadaError };
  }
};

/** Asks a simulator behind the retries, in time that jumps over every wait. */
export const askWithRetries = async (name: string, options: string): Promise<Asked> => {
  const { provider } = await connect(formatOf(name), options);
  const clock = createFakeClock();
  const heard = await hear(withRetry({ clock, maxRetries: 3, budget: createRetryBudget() })(provider), name);
  return { ...heard, sleeps: clock.sleeps };
};

