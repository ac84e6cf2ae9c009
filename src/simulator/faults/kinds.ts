import type { ReadingContext } from '../reading-context.js';
import { byteKinds } from './byte-kinds.js';
import type { CutAction } from './fault.js';
import type { FaultKind } from './kind.js';
import { plainKind, readCount } from './kind.js';
import { readStatus } from './read-status.js';
import { wordingKinds } from './wording-kinds.js';

const cut = (name: string, action: CutAction, description: string): FaultKind => ({
  name, argument: 'N', description,
  read: (argument, context) => ({ stage: 'cut', afterTokens: readCount(argument, 'tokens', context), action }),
});

const redirectTargets = ['same', 'other', 'loop'] as const;

const redirect: FaultKind = {
  name: 'redirect', argument: 'same|other|loop[:STATUS]',
  description: 'a 307, or the status named, to the same server, to another origin of it, or to itself for ever',
  read: (argument, context: ReadingContext) => {
    const [word = '', status = '307'] = argument.split(':');
    const target = redirectTargets.find((name) => name === (word === '' ? 'same' : word));
    if (target === undefined || !/^30[12378]$/.test(status)) {
      throw context.refuse(`takes redirect:same, redirect:other or redirect:loop, and a status from 301 to 308 behind it; it is "${argument}"`);
    }
    return { stage: 'reply', reply: { type: 'redirect', status: Number(status), target } };
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
  plainKind('quota', 'the account has nothing left, in the status and words of the vendor', { stage: 'reply', reply: { type: 'quota' } }),
  plainKind('reset', 'the connection is reset before the headers', { stage: 'reply', reply: { type: 'reset' } }),
  plainKind('stall', 'no answer ever comes, not even headers', { stage: 'reply', reply: { type: 'silent' } }),
  plainKind('html', 'status 200 with a web page, as from a captive portal', { stage: 'reply', reply: { type: 'html' } }),
  plainKind('empty', 'status 200 with nothing in it', { stage: 'reply', reply: { type: 'empty' } }),
  redirect,
  cut('reset-after', 'reset', 'the connection is reset after N tokens'),
  cut('stall-after', 'stall', 'nothing more comes after N tokens, and the connection stays open'),
  cut('truncate', 'end', 'the body ends after N tokens, without the format\'s own end'),
  cut('error', 'error', 'an error event of the vendor after N tokens'),
  {
    name: 'bad-json', argument: 'N', description: 'one event after N tokens is not JSON',
    read: (argument, context) => ({ stage: 'damage', afterTokens: readCount(argument, 'tokens', context) }),
  },
  plainKind('json', 'the whole answer in one JSON body, also when a stream was asked for', { stage: 'form', form: 'whole' }),
  plainKind('endless-line', 'one line that never ends', { stage: 'form', form: 'endless-line' }),
  ...wordingKinds,
  ...byteKinds,
];
