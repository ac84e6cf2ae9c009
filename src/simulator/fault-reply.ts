import type { FailureReason, ServerFailure, ServerResponse } from '../protocols/protocol.js';
import type { Call } from './call.js';
import { sendReply, untilGone } from './call.js';
import type { ReplyFault } from './faults/fault.js';
import { resetConnection } from './reset-connection.js';

type StatusFault = Extract<ReplyFault, { readonly type: 'status' }>;
type RedirectFault = Extract<ReplyFault, { readonly type: 'redirect' }>;

const reasons: Readonly<Record<number, FailureReason>> = {
  401: 'auth', 402: 'billing', 403: 'permission', 404: 'model', 408: 'timeout', 413: 'too_large', 429: 'rate_limit',
  503: 'overloaded', 504: 'timeout', 529: 'overloaded',
};

const reasonOf = (status: number): FailureReason => reasons[status] ?? (status >= 500 ? 'server' : 'parameter');

const headerValue = (value: string): string => {
  const seconds = /^date([+-]\d+)$/.exec(value)?.[1];
  return seconds === undefined ? value : new Date(Date.now() + Number(seconds) * 1000).toUTCString();
};

/** The failure that a reply in place of an answer stands for, where nothing but words can be sent. */
export const replyFailure = (fault: ReplyFault): ServerFailure => {
  if (fault.type !== 'status') return { reason: fault.type === 'quota' ? 'quota' : 'server', message: `This is the simulated fault ${fault.type}.` };
  return { reason: fault.isQuota === true ? 'quota' : reasonOf(fault.status), status: fault.status, message: `This is the simulated fault ${fault.status}.` };
};

const statusReply = (call: Call, fault: StatusFault): ServerResponse => {
  const reply = call.side.encodeFailure(replyFailure(fault), call.identity.id);
  if (fault.retryAfter === undefined) return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': headerValue(fault.retryAfter) } };
};

/** Marks a redirected request, so that only a loop sends it round again. */
export const redirectMark = 'uada-redirected';

const otherOrigin = (host: string): string =>
  host.startsWith('localhost') ? host.replace('localhost', '127.0.0.1') : host.replace(/^(?:\[[^\]]*\]|[^:]*)/, 'localhost');

const redirectReply = (call: Call, fault: RedirectFault): ServerResponse => {
  const url = call.response.req.url ?? '/';
  const host = call.request.headers['host'] ?? '';
  const origin = fault.target === 'other' ? `http://${otherOrigin(host)}` : '';
  const mark = fault.target === 'loop' ? '' : `${url.includes('?') ? '&' : '?'}${redirectMark}=1`;
  return { status: fault.status, headers: { location: `${origin}${url}${mark}` }, body: '' };
};

const page = '<!doctype html>\n<html><head><title>Welcome to the hotel network</title></head><body><p>Please log in.</p></body></html>\n';

/** Answers with a fault in place of the answer. Resolves when nothing more is to be done. */
export const sendFaultReply = async (call: Call, fault: ReplyFault): Promise<void> => {
  switch (fault.type) {
    case 'status': return sendReply(call.response, statusReply(call, fault));
    case 'quota': return sendReply(call.response, call.side.encodeFailure(replyFailure(fault), call.identity.id));
    case 'redirect': return sendReply(call.response, redirectReply(call, fault));
    case 'html': return sendReply(call.response, { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page });
    case 'empty': return sendReply(call.response, { status: 200, headers: {}, body: '' });
    case 'reset': return resetConnection(call.response);
    case 'silent': return untilGone(call.signal);
  }
};
