import type { ErrorKind } from '../core/errors.js';
import { IncompleteAnswerError, UadaError } from '../core/errors.js';
import type { HttpHeaders } from '../core/http.js';
import { redact } from '../core/secret.js';
import { readRetryAfterMs, readRetryHintMs } from './retry-after.js';
import type { FailedReply } from './protocol.js';

/** How one family of failures is to be treated. The first rule that fits decides. */
export type FailureRule = {
  readonly statuses?: readonly number[];
  /** The vendor's codes or types; any of them fits. */
  readonly codes?: readonly string[];
  /** Words of the message, where the vendor uses one code for different things. */
  readonly says?: RegExp;
  readonly kind: ErrorKind;
  readonly isRetryable: boolean;
  readonly hint?: string;
};

/** A failure as read out of a reply or out of an event of a running stream. */
export type VendorFailure = {
  readonly provider: string;
  readonly status?: number | undefined;
  /** Every word the vendor gave for it: code, type, status text. */
  readonly codes: readonly string[];
  readonly message: string;
  /** The parameter the vendor names as the culprit. */
  readonly parameter?: string | undefined;
  readonly model?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** What the vendor itself says about trying again. It never opens a closed account or a closed door. */
  readonly isRetryable?: boolean | undefined;
  readonly rules: readonly FailureRule[];
};

/** What to do about an account that cannot pay. */
export const unpaidHint = 'The account has no credit left, or a spending limit is reached: see the billing page of the provider.';
const tooLong = 'The prompt is longer than the model can read: shorten it or choose a model with a larger context.';

const generalRules: readonly FailureRule[] = [
  { codes: ['insufficient_quota', 'credit_balance_exhausted'], kind: 'rate_limit', isRetryable: false, hint: unpaidHint },
  { codes: ['model_not_found', 'model_not_available', 'model_decommissioned', 'model_deprecated'], kind: 'provider', isRetryable: false, hint: 'Check the model name: `uada models` lists them.' },
  { statuses: [401, 403], kind: 'auth', isRetryable: false },
  { statuses: [402], kind: 'rate_limit', isRetryable: false, hint: unpaidHint },
  { statuses: [429], kind: 'rate_limit', isRetryable: true, hint: 'Wait and try again, or lower the rate.' },
  { statuses: [408, 409, 425], kind: 'provider', isRetryable: true, hint: 'Try again.' },
  { statuses: [413], kind: 'provider', isRetryable: false, hint: 'Make the prompt or the attached files smaller.' },
  { statuses: [404], kind: 'provider', isRetryable: false, hint: 'Check the model name (`uada models` lists them) and the base URL.' },
  { statuses: [501], kind: 'provider', isRetryable: false },
  { codes: ['context_length_exceeded', 'token_limit_exceeded', 'string_too_long'], kind: 'provider', isRetryable: false, hint: tooLong },
  { codes: ['rate_limit_exceeded', 'rate_limit_error'], kind: 'rate_limit', isRetryable: true, hint: 'Wait and try again, or lower the rate.' },
  { codes: ['invalid_api_key', 'authentication_error', 'authentication'], kind: 'auth', isRetryable: false },
];

/** Words for a request that will be refused again, in an event that has no status to tell it by. */
const permanentCodes = [
  'invalid_request_error', 'invalid_request', 'invalid_prompt', 'unsupported_parameter', 'unsupported_value', 'max_tokens_exceeded',
  'permission_denied', 'not_found', 'precondition_failed', 'payload_too_large', 'unprocessable', 'content_policy_violation', 'refusal',
];

const fits = (rule: FailureRule, failure: VendorFailure): boolean =>
  (rule.statuses === undefined || (failure.status !== undefined && rule.statuses.includes(failure.status))) &&
  (rule.codes === undefined || rule.codes.some((code) => failure.codes.includes(code))) &&
  (rule.says === undefined || rule.says.test(failure.message));

const isRefusal = (failure: VendorFailure): boolean =>
  failure.status === undefined ? permanentCodes.some((code) => failure.codes.includes(code)) : failure.status < 500;

const isBadRequest = ({ status }: VendorFailure): boolean => status === 400 || status === 422;

const fallbackRule = (failure: VendorFailure): FailureRule =>
  isRefusal(failure)
    ? { kind: 'provider', isRetryable: false, ...(isBadRequest(failure) ? { hint: 'With --dry-run you see what is sent.' } : {}) }
    : { kind: 'provider', isRetryable: true, hint: 'The trouble is on the provider\'s side: try again in a moment.' };

/** The flag a person typed for a parameter of the wire. A Map, because the parameter is a word from outside. */
const flagOf: ReadonlyMap<string, string> = new Map(Object.entries({
  temperature: '--temperature', top_p: '--top-p', topP: '--top-p', p: '--top-p',
  max_tokens: '--max-tokens', max_completion_tokens: '--max-tokens', max_output_tokens: '--max-tokens', maxOutputTokens: '--max-tokens',
  stop: '--stop', stop_sequences: '--stop', stopSequences: '--stop', seed: '--seed',
  reasoning_effort: '--reasoning', reasoning_format: '--reasoning', reasoning: '--reasoning', thinking: '--reasoning', think: '--reasoning',
  response_format: '--schema', output_config: '--schema', text: '--schema', model: '--model',
}));

const flagFor = (parameter: string): string | undefined => flagOf.get(parameter.split(/[.[]/)[0] ?? '');

const longestMessage = 500;

/** One line of outside text, cut to a length that a terminal line can bear. */
export const toOneLine = (text: string): string => {
  // Before the cut: half a credential is none that a redactor knows.
  const line = redact(text.replace(/\s+/g, ' ').trim());
  // Half of a surrogate pair at the cut would not be text any more.
  return line.length > longestMessage ? `${line.slice(0, longestMessage).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
};

/** Parameters that are the prompt itself: to call them refused says nothing. */
const promptFields = /^(model|messages|input|contents|message)\b/;

const describe = (failure: VendorFailure, rule: FailureRule): string => {
  const status = failure.status === undefined ? '' : ` (${failure.status})`;
  const said = toOneLine(failure.message) || 'no reason given';
  if (failure.parameter !== undefined && !promptFields.test(failure.parameter) && failure.model !== undefined) {
    return `${failure.provider} refused the parameter ${toOneLine(failure.parameter)} for the model ${failure.model}${status}: ${said}`;
  }
  const verb = rule.kind === 'provider' && rule.isRetryable ? 'could not answer' : 'refused the request';
  return `${failure.provider} ${verb}${status}: ${said}`;
};

const hintFor = (failure: VendorFailure, rule: FailureRule): string | undefined => {
  const flag = failure.parameter === undefined ? undefined : flagFor(failure.parameter);
  if (flag === '--model') return `Check the model name: \`uada models -p ${failure.provider}\` lists them.`;
  if (flag !== undefined) return `Leave out ${flag}, or choose another model.`;
  return rule.hint;
};

const mayRetry = (failure: VendorFailure, rule: FailureRule): boolean => {
  if (failure.isRetryable !== true) return failure.isRetryable ?? rule.isRetryable;
  return rule.isRetryable || rule.kind === 'provider';
};

/** The error for a failure, classified by the vendor's rules, then by the rules every vendor shares. */
export const toUadaError = (failure: VendorFailure): UadaError => {
  const rule = [...failure.rules, ...generalRules].find((candidate) => fits(candidate, failure)) ?? fallbackRule(failure);
  const isRetryable = mayRetry(failure, rule);
  return new UadaError(rule.kind, describe(failure, rule), {
    provider: failure.provider,
    status: failure.status,
    code: failure.codes[0],
    requestId: failure.requestId,
    isRetryable,
    retryAfterMs: failure.retryAfterMs ?? (isRetryable ? readRetryHintMs(failure.message) : undefined),
    hint: hintFor(failure, rule),
  });
};

/** As much of a body as can hold a title or a sentence; a web page may be megabytes. */
const longestBody = 20_000;

/** What a reply without a usable error object says: its text, or that it was a web page. */
export const messageOfBody = (body: string): string => {
  const text = redact(body).slice(0, longestBody).trim();
  if (text === '') return 'the reply was empty';
  if (text.startsWith('<')) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
    return `the reply was a web page${title === undefined || title === '' ? '' : ` ("${toOneLine(title)}")`}, not an API answer`;
  }
  return text;
};

/** What `x-should-retry` says; the official SDKs obey it before they look at the status. */
const readShouldRetry = (headers: HttpHeaders): boolean | undefined => {
  const word = headers['x-should-retry']?.trim().toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
};

/** Facts of a failed reply that do not depend on the vendor. */
export const replyFacts = (reply: FailedReply): Pick<VendorFailure, 'status' | 'model' | 'requestId' | 'retryAfterMs' | 'isRetryable'> => ({
  status: reply.status,
  model: reply.model === '' ? undefined : reply.model,
  requestId: reply.headers['x-request-id'] ?? reply.headers['request-id'] ?? reply.headers['x-generation-id'],
  retryAfterMs: readRetryAfterMs(reply.headers, reply.nowMs),
  isRetryable: readShouldRetry(reply.headers),
});

/** The error for an input that ended before the protocol's own end. */
export const endedEarly = (provider: string): IncompleteAnswerError =>
  new IncompleteAnswerError(`${provider} closed the connection before the answer was finished.`, {
    provider, isRetryable: true, hint: 'What came is above; ask again for the whole answer.',
  });

/** The error for an event that is not what the protocol says it is. */
export const unreadable = (provider: string, what: string, cause?: unknown): UadaError =>
  new UadaError('provider', `${provider} sent ${what}.`, {
    provider, isRetryable: true, cause, hint: 'Try again; if it stays, the base URL may point to something else than this provider.',
  });
