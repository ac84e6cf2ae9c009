import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import type { VendorFailure } from '../failure.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';

type Facts = Partial<Pick<VendorFailure, 'status' | 'model' | 'requestId' | 'retryAfterMs' | 'isRetryable'>>;

/** An HTTP status where a vendor may also put a word: 402, "402". */
const toStatus = (value: unknown): number | undefined => {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : toNumber(value);
  return status !== null && status >= 400 && status <= 599 ? status : undefined;
};

/** Every word the object has for what went wrong, the most telling first. */
const wordsOf = (error: JsonObject): readonly string[] => {
  const metadata = toObject(error['metadata']);
  const isFlagged = metadata['reasons'] !== undefined || metadata['flagged_input'] !== undefined;
  const words = [
    error['code'], toObject(error['availability'])['code'], error['type'], error['error_type'], metadata['error_type'], metadata['limit_source'],
  ];
  return [...words, ...(isFlagged ? ['moderation'] : [])]
    // The type of a flat error event is only the name of the event.
    .filter((word) => typeof word === 'string' && word !== '' && word !== 'error' && toStatus(word) === undefined) as string[];
};

/** OpenRouter hides what the upstream said in `metadata.raw`, which may itself be JSON. */
const upstreamOf = (error: JsonObject): JsonObject => {
  const { raw } = toObject(error['metadata']);
  return toObject(typeof raw === 'string' ? parseJson(raw) : raw);
};

const upstreamMessage = (error: JsonObject): string => {
  const inner = upstreamOf(error);
  return toText(toObject(inner['error'])['message']) || toText(inner['message']) || toText(toObject(error['metadata'])['raw']);
};

const quotedParameter = /[`'"](temperature|top_p|max_tokens|max_completion_tokens|stop|seed|reasoning|reasoning_effort|response_format)[`'"]/;

/** The parameter at fault: what the vendor, or its upstream, calls so; else the one that a refusal quotes. */
const parameterOf = (error: JsonObject, status: number | undefined): string | undefined => {
  const named = toText(error['param']) || toText(toObject(upstreamOf(error)['error'])['param']);
  if (named !== '') return named;
  return status === 400 ? quotedParameter.exec(messageOf(error))?.[1] : undefined;
};

const messageOf = (error: JsonObject): string => {
  const message = toText(error['message']) || toText(error['detail']);
  const reasons = toArray(toObject(error['metadata'])['reasons']).map(toText).filter(Boolean).join(', ');
  return [message, upstreamMessage(error), reasons].filter((text, index, all) => text !== '' && all.indexOf(text) === index).join(': ');
};

const availabilityWaitMs = (error: JsonObject): number | undefined => {
  const seconds = toNumber(toObject(error['availability'])['retry_after']);
  return seconds !== null && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
};

/** What OpenRouter says of trying again; its codes are meant to be open-ended. */
const availabilityRetryable = (error: JsonObject): boolean | undefined => {
  const { retryable } = toObject(error['availability']);
  return typeof retryable === 'boolean' ? retryable : undefined;
};

/** The error for OpenAI's error object, wherever it was found: in a body, in an event, in a choice. */
export const failureOf = (dialect: Pick<OpenAiChatDialect, 'provider' | 'rules'>, value: unknown, facts: Facts = {}): UadaError => {
  const error = isObject(value) ? value : { message: toText(value) };
  const inner = [error['code'], error['status_code'], error['http_status']].map(toStatus).find((status) => status !== undefined);
  const status = facts.status !== undefined && facts.status >= 400 ? facts.status : inner;
  return toUadaError({
    provider: dialect.provider,
    status,
    codes: wordsOf(error),
    message: messageOf(error),
    parameter: parameterOf(error, status),
    model: facts.model,
    requestId: facts.requestId,
    retryAfterMs: facts.retryAfterMs ?? availabilityWaitMs(error),
    isRetryable: facts.isRetryable ?? availabilityRetryable(error),
    rules: dialect.rules,
  });
};

/** The error object of a reply: under `error`, or the body itself, or the text of a body that is neither. */
const errorObjectOf = (body: JsonObject, text: string): JsonObject => {
  const { error } = body;
  if (isObject(error)) return error;
  if (toText(error) !== '') return { ...body, message: error };
  return messageOf(body) === '' ? { message: messageOfBody(text) } : body;
};

/** The error for an unsuccessful reply (OpenAI API reference, "Error codes"). */
export const parseFailedReply = (dialect: Pick<OpenAiChatDialect, 'provider' | 'rules'>, reply: FailedReply): UadaError => {
  const parsed = parseJson(reply.body);
  // Some gateways wrap the object into a list.
  const body = toObject(Array.isArray(parsed) ? toArray(parsed)[0] : parsed);
  const said = errorObjectOf(body, reply.body);
  // Together has the type of a rate limit beside the error object or inside it.
  const topType = toText(body['error_type']);
  return failureOf(dialect, topType === '' ? said : { ...said, error_type: topType }, replyFacts(reply));
};
