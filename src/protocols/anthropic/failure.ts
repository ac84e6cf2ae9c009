import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { FailureRule } from '../failure.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { isObject, parseJson, toObject, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';
import { statusOfType } from './status-of-type.js';

const unpaid = 'The account has no credit left or its spending limit is reached: see the billing page of the Claude Console.';

const wrongKey = { kind: 'auth', isRetryable: false, hint: 'Check the key in ANTHROPIC_API_KEY; keys are made in the Claude Console.' } as const;
const noPermission = { kind: 'auth', isRetryable: false, hint: 'The key may not use this model or feature: check its workspace in the Claude Console.' } as const;

const rules: readonly FailureRule[] = [
  {
    codes: [
      'contract_spend_limit_reached', 'enforced_spend_limit_reached', 'linked_organization_spend_limit_reached',
      'linked_organization_billing_unavailable', 'billing_error',
    ],
    kind: 'rate_limit', isRetryable: false, hint: unpaid,
  },
  // These come as plain 400s: only the wording tells them from a mistake in the request.
  { statuses: [400], says: /credit balance is too low|specified API usage limits|spend limit/i, kind: 'rate_limit', isRetryable: false, hint: unpaid },
  { statuses: [400], says: /^prompt is too long|exceed context limit/i, kind: 'provider', isRetryable: false, hint: 'Make the prompt shorter, or choose a model with a larger context.' },
  { codes: ['authentication_error'], ...wrongKey },
  { codes: ['permission_error'], ...noPermission },
  { codes: ['rate_limit_error'], kind: 'rate_limit', isRetryable: true, hint: 'Wait and try again, or lower the rate.' },
  { codes: ['overloaded_error'], kind: 'provider', isRetryable: true, hint: 'Anthropic is overloaded: try again in a moment, or choose another model.' },
  // Not beside a status that says the request itself is at fault.
  { statuses: [500, 502, 503, 504, 529], codes: ['api_error', 'timeout_error'], kind: 'provider', isRetryable: true, hint: 'The trouble is on Anthropic\'s side: try again in a moment.' },
  { codes: ['conflict_error'], kind: 'provider', isRetryable: true, hint: 'Try again.' },
  { codes: ['request_too_large'], kind: 'provider', isRetryable: false, hint: 'Make the prompt or the attached files smaller: the limit is 32 MB.' },
  { statuses: [401], ...wrongKey },
  { statuses: [403], ...noPermission },
  { statuses: [400, 422], kind: 'provider', isRetryable: false, hint: 'Change what the message names: the same request will be refused again.' },
];

const named = /^["'`]?(temperature|top_p|top_k|max_tokens|stop_sequences|thinking|output_config\.effort|output_config|model)\b/;

/** The parameter a validation message begins with. It only words the hint: nothing depends on it. */
const parameterOf = (type: string, message: string): string | undefined => {
  if (type !== 'invalid_request_error' && type !== 'not_found_error') return undefined;
  if (/^adaptive thinking|effort parameter/.test(message)) return 'reasoning';
  const name = named.exec(message)?.[1];
  return name === 'output_config.effort' ? 'reasoning' : name;
};

type Facts = Partial<ReturnType<typeof replyFacts>>;

/** The error for Anthropic's error envelope `{type: "error", error, request_id}`, in a body or in an event. */
export const failureOf = (envelope: JsonObject, facts: Facts): UadaError => {
  const error: JsonObject = isObject(envelope['error']) ? envelope['error'] : { message: toText(envelope['error']) || toText(envelope['message']) };
  const type = toText(error['type']);
  const message = toText(error['message']);
  return toUadaError({
    ...facts,
    provider: 'anthropic',
    status: facts.status ?? statusOfType(type),
    codes: [toText(toObject(error['details'])['error_code']), type].filter((code) => code !== ''),
    message,
    parameter: parameterOf(type, message),
    requestId: facts.requestId ?? (toText(envelope['request_id']) || undefined),
    rules,
  });
};

/** The error for an unsuccessful reply (Anthropic API, "Errors"). */
export const parseFailedReply = (reply: FailedReply): UadaError => {
  const body = parseJson(reply.body);
  const isEnvelope = isObject(body) && (isObject(body['error']) || toText(body['error']) !== '' || toText(body['message']) !== '');
  return failureOf(isEnvelope ? body : { message: messageOfBody(reply.body) }, replyFacts(reply));
};
