import type { JsonObject } from '../../core/request.js';
import type { ContentEncoding } from '../compressor.js';

/** What comes in place of an answer. */
export type ReplyFault =
  | { readonly type: 'status'; readonly status: number; readonly retryAfter?: string; readonly isQuota?: boolean }
  | { readonly type: 'redirect'; readonly status: number; readonly target: 'same' | 'other' | 'loop' }
  /** `quota` is worded and numbered by the vendor, `reset` closes the connection with an RST, `silent` never says a word. */
  | { readonly type: 'quota' | 'reset' | 'silent' | 'html' | 'empty' };

/** How an answer ends before its time. */
export type CutAction = 'reset' | 'stall' | 'end' | 'error';

/** An end of a body at a byte, wherever in an event that is. */
export type ByteCut = { readonly afterBytes: number; readonly action: Exclude<CutAction, 'error'> };

/** A body that is compressed; a broken one only as far as its first event. */
export type CompressionFault = { readonly encoding: ContentEncoding; readonly isBroken: boolean };

/**
 * What one fault does. The kinds combine: a request may be cut, in damaged pieces, over a compressed body; of
 * several replies the first counts, of several cuts the earliest.
 */
export type FaultEffect =
  | { readonly stage: 'reply'; readonly reply: ReplyFault }
  | { readonly stage: 'cut'; readonly afterTokens: number; readonly action: CutAction }
  | { readonly stage: 'byte-cut'; readonly cut: ByteCut }
  /** Makes the first event after so many tokens unreadable. */
  | { readonly stage: 'damage'; readonly afterTokens: number }
  /** The answer in another form than was asked for. */
  | { readonly stage: 'form'; readonly form: 'whole' | 'endless-line' | 'early-hints' | 'long-length' | 'more-behind-the-end' }
  | { readonly stage: 'compression'; readonly compression: CompressionFault }
  /** Headers besides or in place of the answer's own. */
  | { readonly stage: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** Other borders between the deltas. */
  | { readonly stage: 'tokens'; readonly split: (tokens: readonly string[]) => readonly string[] }
  /** Other JSON in every event and in a whole answer. */
  | { readonly stage: 'json'; readonly change: (value: JsonObject) => JsonObject }
  /** Another wording of the same events. */
  | { readonly stage: 'rewrite'; readonly rewrite: (piece: string) => string }
  /** What stands before the first byte of a body. */
  | { readonly stage: 'prefix'; readonly prefix: string }
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
