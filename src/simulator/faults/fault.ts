/** What comes in place of an answer. */
export type ReplyFault =
  | { readonly type: 'status'; readonly status: number; readonly retryAfter?: string; readonly isQuota?: boolean }
  | { readonly type: 'redirect'; readonly status: number; readonly target: 'same' | 'other' | 'loop' }
  /** `quota` is worded and numbered by the vendor, `reset` closes the connection with an RST, `silent` never says a word. */
  | { readonly type: 'quota' | 'reset' | 'silent' | 'html' | 'empty' };

/** How an answer ends before its time. */
export type CutAction = 'reset' | 'stall' | 'end' | 'error';

/**
 * What one fault does. The kinds combine: a request may be cut, in damaged pieces, over a compressed body; of
 * several replies the first counts, of several cuts the earliest.
 */
export type FaultEffect =
  | { readonly stage: 'reply'; readonly reply: ReplyFault }
  | { readonly stage: 'cut'; readonly afterTokens: number; readonly action: CutAction }
  /** Makes the first event after so many tokens unreadable. */
  | { readonly stage: 'damage'; readonly afterTokens: number }
  /** The answer in another form than was asked for. */
  | { readonly stage: 'form'; readonly form: 'whole' | 'endless-line' | 'gzip' }
  /** Another wording of the same events. */
  | { readonly stage: 'rewrite'; readonly rewrite: (piece: string) => string }
  /** Other borders between writes than between events. */
  | { readonly stage: 'slice'; readonly slice: (bytes: Uint8Array) => readonly Uint8Array[] };

/** One `fault=` of a person. */
export type Fault = {
  /** The kind with its argument, as in `429:retry-after=2`. */
  readonly name: string;
  /** The part of requests it strikes, from 0 to 1. */
  readonly rate: number;
  readonly effect: FaultEffect;
};
