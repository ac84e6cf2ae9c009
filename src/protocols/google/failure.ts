import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { FailureRule, VendorFailure } from '../failure.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { parseGoDurationMs } from '../go-duration.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';
import { findParameter } from './parameters.js';
import { statusOfWord } from './rpc-status.js';

const checkKey = 'Check the key: GOOGLE_API_KEY wins over GEMINI_API_KEY; https://aistudio.google.com/apikey makes one.';

const rules: readonly FailureRule[] = [
  { codes: ['API_KEY_INVALID'], kind: 'auth', isRetryable: false, hint: checkKey },
  { statuses: [400], says: /api key (?:not valid|not found|expired|invalid)/i, kind: 'auth', isRetryable: false, hint: checkKey },
  { statuses: [401, 403], kind: 'auth', isRetryable: false, hint: checkKey },
  { statuses: [400], codes: ['FAILED_PRECONDITION'], kind: 'provider', isRetryable: false, hint: 'The free tier is not offered everywhere: switch on billing for the key\'s project at https://aistudio.google.com.' },
  { statuses: [400], says: /token count.*exceeds|exceeds the maximum number of tokens/i, kind: 'provider', isRetryable: false, hint: 'The prompt is longer than the model can read: shorten it or choose a model with a larger context.' },
  { statuses: [400], says: /payload size exceeds/i, kind: 'provider', isRetryable: false, hint: 'Make the prompt or the attached files smaller.' },
  { statuses: [499], kind: 'provider', isRetryable: true, hint: 'Try again.' },
  { statuses: [500], kind: 'provider', isRetryable: true, hint: 'Try again; if it stays, the prompt may be too long for the model.' },
  { statuses: [504], kind: 'provider', isRetryable: true, hint: 'Try again; if it stays, ask for less at once.' },
];

const spent: FailureRule = {
  kind: 'rate_limit', isRetryable: false,
  hint: 'The quota of the day, or of this plan, is used up: waiting a moment does not help. See https://aistudio.google.com/usage, or choose another model.',
};

type Details = { readonly reasons: readonly string[]; readonly violations: readonly JsonObject[]; readonly fields: readonly JsonObject[]; readonly retryAfterMs: number | undefined };

const detailsOf = (error: JsonObject): Details => {
  const details = toArray(error['details']).filter(isObject);
  const delays = details.map((detail) => parseGoDurationMs(toText(detail['retryDelay'])));
  return {
    reasons: details.map((detail) => toText(detail['reason'])).filter(Boolean),
    violations: details.flatMap((detail) => toArray(detail['violations'])).filter(isObject),
    fields: details.flatMap((detail) => toArray(detail['fieldViolations'])).filter(isObject),
    retryAfterMs: delays.find((delay) => delay !== undefined),
  };
};

const saysSpent = /PerDay|\bper day\b|\blimit: 0(?![.\d])|credits are depleted/i;

/** True when no short wait can help: a limit of the day, a limit of nothing, or an empty account. */
const isSpent = (status: number | undefined, message: string, { violations }: Details): boolean =>
  status === 429 && (saysSpent.test(message) ||
    violations.some((violation) => /PerDay|Daily/i.test(toText(violation['quotaId'])) || violation['quotaValue'] === '0'));

const isStatus = (value: number | null): value is number => value !== null && value >= 400 && value <= 599;

const statusOf = (error: JsonObject): number | undefined => {
  const code = toNumber(error['code']);
  return isStatus(code) ? code : statusOfWord(toText(error['status']));
};

const rulesFor = (hasSpent: boolean, flag: string | undefined): readonly FailureRule[] => [
  ...(hasSpent ? [spent] : []),
  ...rules,
  ...(flag === undefined ? [] : [{ statuses: [400], kind: 'provider' as const, isRetryable: false, hint: `Leave out ${flag}, or choose another model.` }]),
];

/** The error for Google's error object, in a body or in a running stream. */
export const failureOf = (value: unknown, facts: Partial<VendorFailure>): UadaError => {
  const error = isObject(value) ? value : { message: toText(value) };
  const message = toText(error['message']);
  const status = facts.status ?? statusOf(error);
  const details = detailsOf(error);
  const hasSpent = isSpent(status, message, details);
  const parameter = status === 400 ? findParameter([...details.fields.map((field) => toText(field['field'])), message].join('\n')) : undefined;
  return toUadaError({
    ...facts,
    provider: 'google',
    status,
    codes: [toText(error['status']), ...details.reasons].filter(Boolean),
    message,
    parameter: parameter?.name,
    retryAfterMs: hasSpent ? undefined : facts.retryAfterMs ?? details.retryAfterMs,
    rules: rulesFor(hasSpent, parameter?.flag),
  });
};

/** The error object of a body or payload, which may sit in an array of one; undefined when there is none. */
export const errorIn = (value: unknown): unknown => {
  const { error } = toObject(Array.isArray(value) ? toArray(value)[0] : value);
  return error === null ? undefined : error;
};

/** The error for an unsuccessful reply (Gemini API, "Troubleshooting"). */
export const parseFailedReply = (reply: FailedReply): UadaError =>
  failureOf(errorIn(parseJson(reply.body)) ?? messageOfBody(reply.body), replyFacts(reply));
