import type { ReadingContext } from '../reading-context.js';
import type { FaultEffect, ReplyFault } from './fault.js';

type StatusReply = Extract<ReplyFault, { readonly type: 'status' }>;

const readPart = (reply: StatusReply, part: string, context: ReadingContext): StatusReply => {
  if (part === 'quota') return { ...reply, isQuota: true };
  const [name, value] = part.split(/=(.*)/s);
  if (name === 'retry-after' && value !== undefined) return { ...reply, retryAfter: value };
  throw context.refuse(`takes quota or retry-after=VALUE after a status; it is "${part}"`);
};

/**
 * Reads `429`, `429:retry-after=2`, `429:quota`. The value of the header is sent as it stands, so that nonsense
 * can be sent too; `date+5` stands for the HTTP date five seconds ahead.
 */
export const readStatus = (text: string, context: ReadingContext): FaultEffect => {
  const [digits = '', ...parts] = text.split(':');
  const status = Number(digits);
  if (!/^\d{3}$/.test(digits) || status < 200 || status > 599) throw context.refuse(`takes a status from 200 to 599; it is "${digits}"`);
  const reply = parts.reduce<StatusReply>((soFar, part) => readPart(soFar, part, context), { type: 'status', status, isQuota: false });
  return { stage: 'reply', reply };
};
