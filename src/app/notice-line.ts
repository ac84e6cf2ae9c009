import type { Pause } from '../core/pause.js';
import type { Notice, RateLimitNotice, RetryNotice } from '../layers/notice.js';
import { toWaitText } from '../layers/wait-text.js';

/** What a layer does, as one line for a person. */
export const toNoticeLine = (notice: Notice): string => {
  switch (notice.type) {
    case 'retry': return `${notice.reason}; trying again in ${toWaitText(notice.waitMs)} (${notice.attempt} of ${notice.maxRetries})`;
    case 'fallback': return `${notice.reason}; asking ${notice.to.provider}/${notice.to.model} instead`;
    case 'race': return `${notice.reason}; the others go on`;
    case 'rate_limit': return `waiting ${toWaitText(notice.waitMs)}: ${notice.reason}`;
    case 'max_cost': return `${notice.provider}/${notice.model} may write ${notice.maxTokens} tokens at most, for --max-cost (prices of ${notice.pricesFrom})`;
  }
};

/** What comes behind the wait that a notice tells of, for a view that counts the seconds down. */
export const toPause = ({ type, waitMs, reason }: RetryNotice | RateLimitNotice): readonly [what: string, pause: Pause] =>
  [type === 'retry' ? 'retry' : 'queued, goes out', { forMs: waitMs, why: reason }];
