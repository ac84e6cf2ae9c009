import { expect, it } from 'vitest';
import { CancelledError, UadaError } from '../../src/core/errors.js';
import { readErrorText, readText, readWholeText } from '../../src/transport/read-text.js';
import { toBody, toBytes } from './framing/chunked.js';

const breaking = async function* (pieces: readonly string[], error: Error): AsyncGenerator<Uint8Array, void> {
  yield* toBody(pieces);
  throw error;
};
const broken = new UadaError('provider', 'The gzip is broken.');

it('joins characters that chunks split, and drops the BOM', async () => {
  const pieces = [...toBytes('\uFEFFGrüße 🌍')].map((byte) => Uint8Array.of(byte));
  expect(await readText(toBody(pieces), 1000)).toBe('Grüße 🌍');
  expect(await readWholeText(toBody(pieces), 1000)).toBe('Grüße 🌍');
});

it('stops at the limit, between characters, and leaves the body', async () => {
  let isLeft = false;
  const endless = async function* (): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) yield toBytes('é');
    } finally {
      isLeft = true;
    }
  };
  expect(await readText(endless(), 5)).toBe('éé');
  expect(isLeft).toBe(true);
});

it('keeps what came before the body broke', async () => {
  expect(await readText(breaking(['half'], broken), 1000)).toBe('half');
  await expect(readWholeText(breaking(['half'], broken), 1000)).rejects.toBe(broken);
});

it('throws when nothing came, and whenever it was cancelled', async () => {
  const cancelled = new CancelledError();
  await expect(readText(breaking([], broken), 1000)).rejects.toBe(broken);
  await expect(readText(breaking(['half'], cancelled), 1000)).rejects.toBe(cancelled);
});

it('refuses a whole text above the limit and takes one at the limit', async () => {
  expect(await readWholeText(toBody(['abc', 'de']), 5)).toBe('abcde');
  await expect(readWholeText(toBody(['abc', 'def']), 5)).rejects.toMatchObject({ kind: 'provider' });
});

it('reads an empty body as no text', async () => {
  expect(await readText(toBody([]), 10)).toBe('');
});

it('reads an unsuccessful reply whose body is broken as an empty one', async () => {
  expect(await readErrorText(breaking([], broken))).toBe('');
  await expect(readErrorText(breaking([], new CancelledError()))).rejects.toBeInstanceOf(CancelledError);
});
