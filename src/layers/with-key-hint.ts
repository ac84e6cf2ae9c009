import { UadaError, withDetails } from '../core/errors.js';
import type { ProviderLayer } from '../core/provider.js';

/** Tells a person whose key was refused which key that was; a vendor cannot know where it came from. */
export const withKeyHint = (hint: string | undefined): ProviderLayer => (next) => ({
  id: next.id,
  async *stream(request, signal) {
    try {
      yield* next.stream(request, signal);
    } catch (error) {
      throw hint !== undefined && error instanceof UadaError && error.kind === 'auth' ? withDetails(error, { hint }) : error;
    }
  },
});
