import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { DecodeContext, Decoder, Payload, Protocol } from '../../src/protocols/protocol.js';
import { detectFraming } from '../../src/transport/framing/detect-framing.js';
import type { Framer } from '../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../src/transport/framing/json-array-framer.js';
import { createNdjsonFramer } from '../../src/transport/framing/ndjson-framer.js';
import { openBody } from '../../src/transport/framing/open-body.js';
import { createSseFramer } from '../../src/transport/framing/sse-framer.js';

/** What came out of a body: the events, and the error that ended them if one did. */
export type Decoded = { readonly events: readonly StreamEvent[]; readonly error?: UadaError };

const createFramer = (framing: Protocol['framing'], bytes: Uint8Array): Framer => {
  const kind = detectFraming(framing, bytes);
  if (kind === 'json-array') return createJsonArrayFramer();
  return kind === 'ndjson' ? createNdjsonFramer() : createSseFramer();
};

/** True for a body that is a whole answer although a stream was asked for. */
export const isWholeAnswer = (protocol: Protocol, bytes: Uint8Array): boolean => detectFraming(protocol.framing, bytes) === 'json';

/** The payloads of a body that arrives cut at the given offsets. */
export const framePayloads = (protocol: Protocol, bytes: Uint8Array, cuts: readonly number[] = []): readonly Payload[] => {
  const framer = createFramer(protocol.framing, bytes);
  const payloads: Payload[] = [];
  let start = 0;
  for (const end of [...cuts, bytes.length]) {
    payloads.push(...framer.push(bytes.subarray(start, end)));
    start = end;
  }
  payloads.push(...framer.finish());
  return payloads;
};

const toDecoded = (events: readonly StreamEvent[], error: unknown): Decoded => {
  if (!(error instanceof UadaError)) throw error;
  return { events, error };
};

/** The events of payloads in order, and those of the end of the input. */
export const decodePayloads = (protocol: Protocol, payloads: readonly Payload[], context: DecodeContext): Decoded => {
  const decoder = protocol.createDecoder(context);
  const events: StreamEvent[] = [];
  try {
    for (const payload of payloads) events.push(...decoder.push(payload));
    events.push(...decoder.finish());
    return { events };
  } catch (error) {
    return toDecoded([...events, ...decoder.rest()], error);
  }
};

/** The events of a whole answer. */
export const decodeWhole = (protocol: Protocol, body: string, context: DecodeContext): Decoded => {
  try {
    return { events: protocol.decodeBody(body, context) };
  } catch (error) {
    return toDecoded([], error);
  }
};

/** Feeds a body, cut at the given offsets, through framer and decoder. */
export const decodeStream = (protocol: Protocol, body: Uint8Array | string, context: DecodeContext, cuts: readonly number[] = []): Decoded => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  return isWholeAnswer(protocol, bytes)
    ? decodeWhole(protocol, Buffer.from(bytes).toString(), context)
    : decodePayloads(protocol, framePayloads(protocol, bytes, cuts), context);
};

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const end of [...cuts, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

const pushAll = async (decoder: Decoder, payloads: AsyncIterable<Payload>, events: StreamEvent[]): Promise<void> => {
  try {
    for await (const payload of payloads) events.push(...decoder.push(payload));
    events.push(...decoder.finish());
  } catch (error) {
    events.push(...decoder.rest());
    throw error;
  }
};

/** The same by way of `openBody`, which finds the framing out of the first bytes as they come. */
export const decodeOpened = async (protocol: Protocol, bytes: Uint8Array, context: DecodeContext, cuts: readonly number[] = []): Promise<Decoded> => {
  const opened = await openBody(chunksOf(bytes, cuts), protocol.framing);
  const limitBytes = 1_000_000;
  if (opened.kind !== 'payloads' && opened.kind !== 'empty') return decodeWhole(protocol, await opened.readText(limitBytes), context);
  const events: StreamEvent[] = [];
  try {
    const none = (async function* nothing(): AsyncGenerator<Payload> { /* An empty body has no payload. */ })();
    await pushAll(protocol.createDecoder(context), opened.kind === 'payloads' ? opened.payloads() : none, events);
    return { events };
  } catch (error) {
    return toDecoded(events, error);
  }
};
