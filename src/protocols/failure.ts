import type { ErrorKind } from '../core/errors.js';
import { IncompleteAnswerError, UadaError } from '../core/errors.js';
import { readRetryAfterMs, readRetryHintMs } from './retry-after.js';
import type { FailedReply } from './protocol.js';

/** How one family of failures is to be treated. The first rule that fits decides. */
export type FailureRule = {
  readonly statuses?: readonly number[];
  /** The vendor's codes or types; any of them fits. */
  readonly codes?: readonly string[];
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
  readonly rules: readonly FailureRule[];
};

const generalRules: readonly FailureRule[] = [
  { statuses: [401, 403], kind: 'auth', isRetryable: false },
  { statuses: [402], kind: 'rate_limit', isRetryable: false, hint: 'The account has no credit left, or a spending limit is reached: see the billing page of the provider.' },
  { statuses: [429], kind: 'rate_limit', isRetryable: true, hint: 'Wait and try again, or lower the rate.' },
  { statuses: [408, 409, 425], kind: 'provider', isRetryable: true, hint: 'Try again.' },
  { statuses: [413], kind: 'provider', isRetryable: false, hint: 'Make the prompt or the attached files smaller.' },
  { statuses: [404], kind: 'provider', isRetryable: false, hint: 'Check the model name (`uada models` lists them) and the base URL.' },
  { statuses: [501], kind: 'provider', isRetryable: false },
];

const fits = (rule: FailureRule, status: number | undefined, codes: readonly string[]): boolean =>
  (rule.statuses === undefined || (status !== undefined && rule.statuses.includes(status))) &&
  (rule.codes === undefined || rule.codes.some((code) => codes.includes(code)));

const fallbackRule = (status: number | undefined): FailureRule =>
  status !== undefined && status < 500
    ? { kind: 'provider', isRetryable: false }
    : { kind: 'provider', isRetryable: true, hint: 'The trouble is on the provider\'s side: try again in a moment.' };

/** The flag a person typed for a parameter of the wire. */
const flagOf: Readonly<Record<string, string>> = {
  temperature: '--temperature', top_p: '--top-p', topP: '--top-p', p: '--top-p',
  max_tokens: '--max-tokens', max_completion_tokens: '--max-tokens', max_output_tokens: '--max-tokens', maxOutputTokens: '--max-tokens',
  stop: '--stop', stop_sequences: '--stop', stopSequences: '--stop', seed: '--seed',
  reasoning_effort: '--reasoning', reasoning: '--reasoning', thinking: '--reasoning', think: '--reasoning',
  response_format: '--schema', output_config: '--schema', model: '--model',
};

const flagFor = (parameter: string): string | undefined => flagOf[parameter.split(/[.[]/)[0] ?? ''];

const longestMessage = 500;

/** One line of outside text, cut to a length that a terminal line can bear. */
export const toOneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
};

const describe = (failure: VendorFailure): string => {
  const status = failure.status === undefined ? '' : ` (${failure.status})`;
  const said = toOneLine(failure.message);
  if (failure.parameter !== undefined && failure.parameter !== 'model' && failure.model !== undefined) {
    return `${failure.provider} refused the parameter ${failure.parameter} for the model ${failure.model}${status}: ${said}`;
  }
  const text = said === '' ? 'no reason given' : said;
  return `${failure.provider} refused the request${status}: ${text}`;
};

const hintFor = (failure: VendorFailure, rule: FailureRule): string | undefined => {
  const flag = failure.parameter === undefined ? undefined : flagFor(failure.parameter);
  if (flag === '--model') return `Check the model name: \`uada models -p ${failure.provider}\` lists them.`;
  if (flag !== undefined) return `Leave out ${flag}, or choose another model.`;
  return rule.hint;
};

/** The error for a failure, classified by the vendor's rules, then by the rules every vendor shares. */
export const toUadaError = (failure: VendorFailure): UadaError => {
  const rule = [...failure.rules, ...generalRules].find((candidate) => fits(candidate, failure.status, failure.codes))
    ?? fallbackRule(failure.status);
  return new UadaError(rule.kind, describe(failure), {
    provider: failure.provider,
    status: failure.status,
    code: failure.codes[0],
    requestId: failure.requestId,
    isRetryable: rule.isRetryable,
    retryAfterMs: failure.retryAfterMs ?? (rule.isRetryable ? readRetryHintMs(failure.message) : undefined),
    hint: hintFor(failure, rule),
  });
};

/** What a reply without a usable error object says: its text, or that it was a web page. */
export const messageOfBody = (body: string): string => {
  const text = body.trim();
  if (text === '') return 'the reply was empty';
  if (text.startsWith('<')) {
    const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
    return `the reply was a web page${title === undefined || title === '' ? '' : ` ("${toOneLine(title)}")`}, not an API answer`;
  }
  return text;
};

/** Facts of a failed reply that do not depend on the vendor. */
export const replyFacts = (reply: FailedReply): Pick<VendorFailure, 'status' | 'model' | 'requestId' | 'retryAfterMs'> => ({
  status: reply.status,
  model: reply.model === '' ? undefined : reply.model,
  requestId: reply.headers['x-request-id'] ?? reply.headers['request-id'] ?? reply.headers['x-generation-id'],
  retryAfterMs: readRetryAfterMs(reply.headers, reply.nowMs),
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
