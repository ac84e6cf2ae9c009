import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HttpBody } from '../../core/http.js';
import { readText, readWholeText } from '../read-text.js';
import { detectFraming, type BodyKind } from './detect-framing.js';
import type { Framer, FramerOptions, Payload } from './framer.js';
import { createJsonArrayFramer } from './json-array-framer.js';
import { createNdjsonFramer } from './ndjson-framer.js';
import { createSseFramer } from './sse-framer.js';

/** A body whose kind is known. Iterate it or read it, once; leaving early releases the connection. */
export type OpenedBody =
  | {
    readonly kind: 'payloads';
    readonly payloads: () => AsyncIterable<Payload>;
    /** The same in two parts, for a reader that must not spend a promise on each: the bytes, and what cuts them. */
    readonly bytes: HttpBody;
    readonly framer: Framer;
  }
  | {
    readonly kind: 'json' | 'html' | 'empty';
    /**
     * The text. JSON is whole: a broken connection or more than `limitBytes` throws. HTML is cut at the
     * limit and at a break. An empty body is ''.
     */
    readText(limitBytes: number): Promise<string>;
  };

/**
 * Waits for the first character that tells what a body is, and holds nothing back after that.
 * Throws what the body throws before that character.
 */
export const openBody = async (
  body: HttpBody, expected: 'sse' | 'ndjson', options: FramerOptions = {},
): Promise<OpenedBody> => {
  const iterator = body[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) return { kind: 'empty', readText: () => Promise.resolve('') };
    head = Buffer.concat([head, next.value]);
    const kind = detectFraming(expected, head);
    if (kind !== undefined) return toOpenedBody(kind, resume(head, iterator, body.drain), options);
    // Blanks say nothing; only the beginning of a BOM has to be seen together with what follows it.
    if (head.length > longestUndecided) head = new Uint8Array();
  }
};

const longestUndecided = 3;

const toOpenedBody = (kind: BodyKind, body: HttpBody, options: FramerOptions): OpenedBody => {
  switch (kind) {
    case 'html': return { kind, readText: (limitBytes) => readText(body, limitBytes) };
    case 'json': return { kind, readText: (limitBytes) => readWholeText(body, limitBytes) };
    case 'sse': return framed(body, createSseFramer(options));
    case 'ndjson': return framed(body, createNdjsonFramer(options));
    case 'json-array': return framed(body, createJsonArrayFramer(options));
  }
};

const framed = (bytes: HttpBody, framer: Framer): OpenedBody => ({
  kind: 'payloads', payloads: () => framePayloads(bytes, framer), bytes, framer,
});

/** No generator: each would cost every chunk of every stream another turn. */
const resume = (head: Uint8Array, iterator: AsyncIterator<Uint8Array>, drainRest: HttpBody['drain']): HttpBody => {
  let hasHead = true;
  const next = (): Promise<IteratorResult<Uint8Array>> => {
    if (!hasHead) return iterator.next();
    hasHead = false;
    return Promise.resolve({ done: false, value: head });
  };
  const leave = async (): Promise<IteratorResult<Uint8Array>> => {
    await iterator.return?.();
    return { done: true, value: undefined };
  };
  const drain: HttpBody['drain'] = drainRest && (async (take) => {
    let isEnough = true;
    try {
      isEnough = take(head);
    } finally {
      if (isEnough) await leave();
    }
    if (!isEnough) await drainRest(take);
  });
  return { [Symbol.asyncIterator]: () => ({ next, return: leave }), drain };
};

/** So many payloads out of one chunk, then everything else gets its turn: a million events must not freeze a view. */
const payloadsPerTurn = 1000;

async function* framePayloads(body: AsyncIterable<Uint8Array>, framer: Framer): AsyncGenerator<Payload, void> {
  for await (const bytes of body) yield* inTurns(framer.push(bytes));
  yield* inTurns(framer.finish());
}

async function* inTurns(payloads: readonly Payload[]): AsyncGenerator<Payload, void> {
  for (const [index, payload] of payloads.entries()) {
    if (index > 0 && index % payloadsPerTurn === 0) await nextTurn();
    yield payload;
  }
}
