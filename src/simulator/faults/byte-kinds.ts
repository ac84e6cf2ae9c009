import { readInteger } from '../read-number.js';
import type { ByteCut, FaultEffect } from './fault.js';
import type { FaultKind } from './kind.js';
import { plainKind, readCount } from './kind.js';
import { sliceBytes, sliceEvery, sliceInsideCharacters } from './slices.js';

const byteCut = (name: string, action: ByteCut['action'], description: string): FaultKind => ({
  name, argument: 'N', description,
  read: (argument, context) => ({ stage: 'byte-cut', cut: { afterBytes: readCount(argument, 'bytes', context), action } }),
});

const compression = (encoding: 'gzip' | 'deflate' | 'br', isBroken = false): FaultEffect => ({ stage: 'compression', compression: { encoding, isBroken } });

/** Headers larger than a server would send: Node refuses more than 16 kB. */
const headers: FaultKind = {
  name: 'headers', argument: 'N', description: 'N bytes of headers besides the usual ones; 20000 without a number',
  read: (argument, context) => ({
    stage: 'headers',
    headers: { 'x-simulated': 'h'.repeat(argument === '' ? 20_000 : readInteger(argument, 'a number of bytes', { from: 1, to: 1_000_000 }, context)) },
  }),
};

const contentType: FaultKind = {
  name: 'content-type', argument: 'TYPE', description: 'another content type than the body has, such as text/plain',
  read: (argument, context) => {
    if (!/^[\w.+-]+\/[\w.+-]+$/.test(argument)) throw context.refuse(`takes a type such as text/plain after content-type; it is "${argument}"`);
    return { stage: 'headers', headers: { 'content-type': argument } };
  },
};

const slice: FaultKind = {
  name: 'slice', argument: 'N', description: 'at most N bytes a write; 7 without a number',
  read: (argument, context) => {
    const size = argument === '' ? 7 : readInteger(argument, 'a number of bytes', { from: 1, to: 1_000_000 }, context);
    return { stage: 'slice', slice: (bytes) => sliceEvery(bytes, size) };
  },
};

/** The kinds that change bytes and headers, never words. */
export const byteKinds: readonly FaultKind[] = [
  byteCut('reset-at', 'reset', 'the connection is reset after N bytes of the body'),
  byteCut('stall-at', 'stall', 'nothing more comes after N bytes of the body, and the connection stays open'),
  byteCut('truncate-at', 'end', 'the body ends after N bytes'),
  plainKind('gzip', 'the body compressed, flushed after each event', compression('gzip')),
  plainKind('deflate', 'the same with deflate', compression('deflate')),
  plainKind('br', 'the same with brotli', compression('br')),
  plainKind('bad-gzip', 'a compressed body that is broken after its first event', compression('gzip', true)),
  headers,
  contentType,
  plainKind('early-hints', 'the interim response 103 before the answer', { stage: 'form', form: 'early-hints' }),
  plainKind('long-length', 'a content-length of more than comes', { stage: 'form', form: 'long-length' }),
  plainKind('bom', 'a byte order mark before the body', { stage: 'prefix', prefix: '\ufeff' }),
  plainKind('split-utf8', 'writes that end in the middle of characters', { stage: 'slice', slice: sliceInsideCharacters }),
  slice,
  plainKind('trickle', 'one byte a write', { stage: 'slice', slice: sliceBytes }),
];
