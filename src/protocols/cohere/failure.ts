import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { FailureRule } from '../failure.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { isObject, parseJson, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';

const rules: readonly FailureRule[] = [
  { statuses: [401], kind: 'auth', isRetryable: false, hint: 'Check the key in CO_API_KEY; keys are made in the Cohere dashboard.' },
  { statuses: [403], kind: 'auth', isRetryable: false, hint: 'The key may not use this: check its rights in the Cohere dashboard.' },
  // Both limits of a trial key are 429s; only one of them passes by waiting.
  { statuses: [429], says: /month/i, kind: 'rate_limit', isRetryable: false, hint: 'The calls of this month are used up: wait for the next one, or use a production key.' },
  { statuses: [498], kind: 'provider', isRetryable: false, hint: 'Cohere\'s safety check refused the request: change the prompt.' },
  { statuses: [499], kind: 'provider', isRetryable: false, hint: 'The request was cancelled on its way: send it again.' },
  { statuses: [400], says: /^too many tokens: (?!max tokens)/i, kind: 'provider', isRetryable: false, hint: 'Make the prompt shorter, or choose a model with a larger context.' },
  { statuses: [400, 422], kind: 'provider', isRetryable: false, hint: 'Change what the message names: the same request will be refused again.' },
  { statuses: [501], kind: 'provider', isRetryable: false, hint: 'Cohere does not have this: choose another model, or leave out the option.' },
];

const named = /^(?:invalid request: |too many tokens: )?(temperature|p|k|max[_ ]tokens|stop_sequences|seed|response_format|json_schema|thinking|token_budget)\b/;

const wireNames: ReadonlyMap<string, string> = new Map(Object.entries({
  'max tokens': 'max_tokens', json_schema: 'response_format', token_budget: 'thinking',
}));

/** The parameter a message is about. It only words the hint: nothing depends on it. */
const parameterOf = (status: number | undefined, message: string): string | undefined => {
  if (status === 404) return /^model\b/.test(message) ? 'model' : undefined;
  const name = named.exec(message)?.[1];
  return name === undefined ? undefined : (wireNames.get(name) ?? name);
};

type Facts = Partial<ReturnType<typeof replyFacts>>;

/** The error for Cohere's error object `{message, id}`, in a body or in an event. */
export const failureOf = (error: JsonObject, facts: Facts): UadaError => {
  const message = toText(error['message']) || toText(error['error']);
  return toUadaError({
    ...facts,
    provider: 'cohere',
    codes: [],
    message,
    parameter: parameterOf(facts.status, message),
    requestId: toText(error['id']) || facts.requestId,
    rules,
  });
};

/** The error for an unsuccessful reply (Cohere documentation, "Errors"). */
export const parseFailedReply = (reply: FailedReply): UadaError => {
  const body = parseJson(reply.body);
  const isCoheres = isObject(body) && (toText(body['message']) || toText(body['error'])) !== '';
  const traceId = reply.headers['x-debug-trace-id'];
  return failureOf(isCoheres ? body : { message: messageOfBody(reply.body) }, {
    ...replyFacts(reply), ...(traceId === undefined ? {} : { requestId: traceId }),
  });
};
