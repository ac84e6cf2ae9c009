import type { ReadingContext } from '../reading-context.js';
import type { FaultEffect, ReplyFault } from './fault.js';

type StatusReply = Extract<ReplyFault, { readonly type: 'status' }>;

const readArgument = (argument: string | undefined, context: ReadingContext): Pick<StatusReply, 'isQuota' | 'retryAfter'> => {
  if (argument === undefined) return {};
  if (argument === 'quota') return { isQuota: true };
  const retryAfter = /^retry-after=([\t\x20-\x7e]*)$/.exec(argument)?.[1];
  if (retryAfter === undefined) throw context.refuse(`takes quota or retry-after=VALUE after a status; it is "${argument}"`);
  return { retryAfter };
};

/**
 * Reads `429`, `429:quota` and `429:retry-after=2`. The value of the header is sent as it stands, so that nonsense
 * can be sent too; `date+5` stands for the HTTP date five seconds ahead.
 */
export const readStatus = (text: string, context: ReadingContext): FaultEffect => {
  const [digits = '', argument] = text.split(/:(.*)/s);
  const status = Number(digits);
  if (!/^\d{3}$/.test(digits) || status < 200 || status > 599) throw context.refuse(`takes a status from 200 to 599; it is "${digits}"`);
  return { stage: 'reply', reply: { type: 'status', status, ...readArgument(argument, context) } };
};
