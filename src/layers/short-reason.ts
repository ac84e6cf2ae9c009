import type { UadaError } from '../core/errors.js';

const providerReason = ({ status, code }: UadaError, provider: string): string => {
  if (status === 503 || status === 529 || /overload|capacity|unavailable/i.test(code ?? '')) return `${provider} is overloaded`;
  return status === 404 ? `${provider} does not have the model` : `${provider} failed`;
};

const wordsFor = (error: UadaError, provider: string): string => {
  if (error.code === 'circuit_open') return `${provider} failed again and again and is left alone for a while`;
  switch (error.kind) {
    case 'rate_limit': return error.isRetryable ? `${provider} limits the rate` : `the credit or quota at ${provider} is used up`;
    case 'network': return `the connection to ${provider} failed`;
    case 'timeout': return `${provider} did not answer in time`;
    case 'incomplete': return `${provider} broke off before the first word`;
    case 'auth': return error.status === undefined ? `there is no usable key for ${provider}` : `${provider} refused the key`;
    // Written by uada itself, for this very case: nothing shorter says more.
    case 'usage': return error.message.replace(/\.$/, '');
    default: return providerReason(error, provider);
  }
};

/** Why a request did not succeed, in a few words that name the provider: "openai is overloaded (503)". */
export const toShortReason = (error: UadaError, provider: string): string =>
  `${wordsFor(error, provider)}${error.status === undefined ? '' : ` (${error.status})`}`;
