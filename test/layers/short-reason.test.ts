import { expect, it } from 'vitest';
import { IncompleteAnswerError } from '../../src/core/errors.js';
import { toShortReason } from '../../src/layers/short-reason.js';
import { authError, limited, networkError, overloaded, providerError, timeoutError, usageError } from './scripted-provider.js';

it.each([
  [overloaded(), 'groq is overloaded (503)'],
  [overloaded({ status: 529 }), 'groq is overloaded (529)'],
  [overloaded({ status: undefined, code: 'overloaded_error' }), 'groq is overloaded'],
  [providerError({ status: 500, isRetryable: true }), 'groq failed (500)'],
  [providerError({ status: 404 }), 'groq does not have the model (404)'],
  [limited(), 'groq limits the rate (429)'],
  [limited({ status: 402, isRetryable: false }), 'the credit or quota at groq is used up (402)'],
  [networkError(), 'the connection to groq failed'],
  [timeoutError(), 'groq did not answer in time'],
  [new IncompleteAnswerError('Cut.'), 'groq broke off before the first word'],
  [authError({ status: 401 }), 'groq refused the key (401)'],
  [authError(), 'there is no usable key for groq'],
  [usageError({}, 'groq has no seed parameter.'), 'groq has no seed parameter'],
])('%s in short: %s', (error, reason) => {
  expect(toShortReason(error, 'groq')).toBe(reason);
});
