import type { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';
import { messageOfBody, replyFacts, toUadaError } from '../failure.js';
import { isObject, parseJson, toArray, toNumber, toObject, toText } from '../json.js';
import type { FailedReply } from '../protocol.js';
import type { OpenAiChatDialect } from './dialect.js';

type Facts = { readonly status?: number | undefined; readonly model?: string | undefined; readonly requestId?: string | undefined; readonly retryAfterMs?: number | undefined };

const isStatus = (value: number | null): value is number => value !== null && value >= 400 && value <= 599;

const wordsOf = (error: JsonObject): readonly string[] => {
  const metadata = toObject(error['metadata']);
  const availability = toObject(error['availability']);
  return [error['code'], availability['code'], error['type'], error['error_type'], metadata['error_type'], metadata['limit_source'],
    ...(metadata['reasons'] === undefined ? [] : ['moderation'])].filter((word) => typeof word === 'string');
};

/** OpenRouter hides what the upstream said in `metadata.raw`, which may itself be JSON. */
const upstreamMessage = (error: JsonObject): string => {
  const { raw } = toObject(error['metadata']);
  if (typeof raw !== 'string') return '';
  const inner = toObject(parseJson(raw));
  return toText(toObject(inner['error'])['message']) || toText(inner['message']) || raw;
};

const messageOf = (error: JsonObject): string => {
  const message = toText(error['message']);
  const upstream = upstreamMessage(error);
  const reasons = toArray(toObject(error['metadata'])['reasons']).map(toText).filter(Boolean).join(', ');
  return [message, upstream, reasons].filter((text, index, all) => text !== '' && all.indexOf(text) === index).join(': ');
};

const availabilityWaitMs = (error: JsonObject): number | undefined => {
  const seconds = toNumber(toObject(error['availability'])['retry_after']);
  return seconds !== null && seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
};

/** The error for OpenAI's error object, wherever it was found: in a body, in an event, in a choice. */
export const failureOf = (dialect: OpenAiChatDialect, value: unknown, facts: Facts = {}): UadaError => {
  const error = isObject(value) ? value : { message: toText(value) };
  const inner = [error['code'], error['status_code'], error['http_status']].map(toNumber).find(isStatus);
  return toUadaError({
    provider: dialect.provider,
    status: facts.status !== undefined && facts.status >= 400 ? facts.status : inner,
    codes: wordsOf(error),
    message: messageOf(error),
    parameter: toText(error['param']) || undefined,
    model: facts.model,
    requestId: facts.requestId,
    retryAfterMs: facts.retryAfterMs ?? availabilityWaitMs(error),
    rules: dialect.rules,
  });
};

/** The error for an unsuccessful reply (OpenAI API reference, "Error codes"). */
export const parseFailedReply = (dialect: OpenAiChatDialect, reply: FailedReply): UadaError => {
  const body = parseJson(reply.body);
  const { error } = toObject(body);
  const said = isObject(error) ? error : { message: toText(error) || toText(toObject(body)['message']) || messageOfBody(reply.body) };
  const topType = toText(toObject(body)['error_type']);
  return failureOf(dialect, topType === '' ? said : { ...said, error_type: topType }, replyFacts(reply));
};
