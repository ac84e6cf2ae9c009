import type { NumberRange } from '../read-number.js';
import { readInteger } from '../read-number.js';
import type { ReadingContext } from '../reading-context.js';
import type { CutAction, FaultEffect } from './fault.js';
import { readStatus } from './read-status.js';
import { addComment, dropDone, toCrlf } from './rewrites.js';
import { sliceBytes, sliceInsideCharacters } from './slices.js';

/** One row of the table of faults. */
export type FaultKind = {
  readonly name: string;
  /** What may follow the name after a colon; absent when nothing may. */
  readonly argument?: string;
  readonly description: string;
  /** The effect, or a `usage` error for an argument that cannot be. '' is no argument. */
  read(argument: string, context: ReadingContext): FaultEffect;
};

const tokenRange: NumberRange = { from: 0, to: 10_000_000 };

const readTokens = (argument: string, context: ReadingContext): number =>
  argument === '' ? 0 : readInteger(argument, 'a number of tokens', tokenRange, context);

const cut = (name: string, action: CutAction, description: string): FaultKind => ({
  name, argument: 'N', description,
  read: (argument, context) => ({ stage: 'cut', afterTokens: readTokens(argument, context), action }),
});

const plain = (name: string, description: string, effect: FaultEffect): FaultKind => ({
  name, description,
  read: (argument, context) => {
    if (argument !== '') throw context.refuse(`takes nothing after ${name}; it is "${argument}"`);
    return effect;
  },
});

const redirectTargets = ['same', 'other', 'loop'] as const;

const redirect: FaultKind = {
  name: 'redirect', argument: 'same|other|loop',
  description: 'a 307 to the same server, to another origin of it, or to itself for ever',
  read: (argument, context) => {
    const target = redirectTargets.find((word) => word === (argument === '' ? 'same' : argument));
    if (target === undefined) throw context.refuse(`takes redirect:same, redirect:other or redirect:loop; it is "${argument}"`);
    return { stage: 'reply', reply: { type: 'redirect', status: 307, target } };
  },
};

/** The status codes: any from 200 to 599, in the vendor's own wording. */
export const statusKind: FaultKind = {
  name: 'STATUS', argument: 'quota|retry-after=VALUE',
  description: 'a status such as 429, 500, 503, 529, 401, 402, 403, 404 or 413 with the vendor\'s own error body, at once',
  read: readStatus,
};

/** Every other kind, by name. */
export const faultKinds: readonly FaultKind[] = [
  plain('quota', 'the account has nothing left, in the status and words of the vendor', { stage: 'reply', reply: { type: 'quota' } }),
  plain('reset', 'the connection is reset before the headers', { stage: 'reply', reply: { type: 'reset' } }),
  plain('stall', 'no answer ever comes, not even headers', { stage: 'reply', reply: { type: 'silent' } }),
  plain('html', 'status 200 with a web page, as from a captive portal', { stage: 'reply', reply: { type: 'html' } }),
  plain('empty', 'status 200 with nothing in it', { stage: 'reply', reply: { type: 'empty' } }),
  redirect,
  cut('reset-after', 'reset', 'the connection is reset after N tokens'),
  cut('stall-after', 'stall', 'nothing more comes after N tokens, and the connection stays open'),
  cut('truncate', 'end', 'the body ends after N tokens, without the format\'s own end'),
  cut('error', 'error', 'an error event of the vendor after N tokens'),
  {
    name: 'bad-json', argument: 'N', description: 'one event after N tokens is not JSON',
    read: (argument, context) => ({ stage: 'damage', afterTokens: readTokens(argument, context) }),
  },
  plain('json', 'the whole answer in one JSON body, also when a stream was asked for', { stage: 'form', form: 'whole' }),
  plain('endless-line', 'one line that never ends', { stage: 'form', form: 'endless-line' }),
  plain('gzip', 'the body compressed, flushed after each event', { stage: 'form', form: 'gzip' }),
  plain('crlf', 'lines end in CR LF', { stage: 'rewrite', rewrite: toCrlf }),
  plain('comments', 'a comment before every event', { stage: 'rewrite', rewrite: addComment }),
  plain('no-done', 'the stream without its [DONE]', { stage: 'rewrite', rewrite: dropDone }),
  plain('split-utf8', 'writes that end in the middle of characters', { stage: 'slice', slice: sliceInsideCharacters }),
  plain('trickle', 'one byte a write', { stage: 'slice', slice: sliceBytes }),
];
