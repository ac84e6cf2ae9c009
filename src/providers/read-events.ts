import { UadaError } from '../core/errors.js';
import type { StreamEvent } from '../core/events.js';
import type { HttpBody, HttpResponse } from '../core/http.js';
import { redact } from '../core/secret.js';
import type { Decoder, Protocol } from '../protocols/protocol.js';
import type { Payload } from '../transport/framing/framer.js';
import type { OpenedBody } from '../transport/framing/open-body.js';
import { openBody } from '../transport/framing/open-body.js';
import { readWholeText } from '../transport/read-text.js';
import { createEventPile } from './event-pile.js';

/** Of a web page only the title is told. */
const pageBytes = 64 * 1024;
const wholeAnswerBytes = 64 * 1024 * 1024;

/** What reading an answer needs of a provider. */
export type ReadingParts = {
  readonly provider: string;
  readonly protocol: Protocol;
};

const notAnAnswer = (provider: string, what: string, text = ''): UadaError => {
  // Redacted before it is cut: half a credential is none that a redactor knows.
  const title = redact(/<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.replace(/\s+/g, ' ').trim() ?? '').slice(0, 120);
  return new UadaError('provider', `${provider} answered with ${what}${title === '' ? '' : ` ("${title}")`}, not with an API answer.`, {
    provider, hint: 'Check the base URL, and whether a proxy or a login page of the network stands in between.',
  });
};

type Framed = Extract<OpenedBody, { kind: 'payloads' }>;

/** A body as a stream to decode, or, where the server sent something else, its events at once. */
type Opening = { readonly events: readonly StreamEvent[] } | { readonly body: Framed; readonly decoder: Decoder };

const open = async ({ protocol, provider }: ReadingParts, response: HttpResponse, model: string): Promise<Opening> => {
  const body = await openBody(response.body, protocol.framing);
  switch (body.kind) {
    case 'payloads': return { body, decoder: protocol.createDecoder({ model }) };
    case 'empty': throw notAnAnswer(provider, 'an empty body');
    case 'html': throw notAnAnswer(provider, 'a web page', await body.readText(pageBytes));
    case 'json': return { events: protocol.decodeBody(await body.readText(wholeAnswerBytes), { model }) };
  }
};

/** The events of a streamed answer as they come. */
export async function* streamEvents(parts: ReadingParts, response: HttpResponse, model: string): AsyncGenerator<StreamEvent> {
  const opened = await open(parts, response, model);
  if ('events' in opened) {
    yield* opened.events;
    return;
  }
  const { body, decoder } = opened;
  try {
    for await (const payload of body.payloads()) {
      yield* decoder.push(payload);
      if (decoder.isEnded()) return;
    }
    yield* decoder.finish();
  } catch (error) {
    yield* decoder.rest();
    throw error;
  }
}

const iterate = async (bytes: HttpBody, take: (piece: Uint8Array) => boolean): Promise<void> => {
  for await (const piece of bytes) if (take(piece)) return;
};

/** Decodes a body to its end, with a promise for each read at most. */
const drain = async ({ bytes, framer }: Framed, decoder: Decoder, take: (event: StreamEvent) => void): Promise<void> => {
  const read = (payloads: readonly Payload[]): void => {
    for (const payload of payloads) decoder.push(payload).forEach(take);
  };
  const readPiece = (piece: Uint8Array): boolean => {
    read(framer.push(piece));
    return decoder.isEnded();
  };
  await (bytes.drain === undefined ? iterate(bytes, readPiece) : bytes.drain(readPiece));
  if (decoder.isEnded()) return;
  read(framer.finish());
  if (!decoder.isEnded()) decoder.finish().forEach(take);
};

/** Hands over the events of a streamed answer in the turn in which their bytes are read. */
export const takeEvents = async (parts: ReadingParts, response: HttpResponse, model: string, take: (event: StreamEvent) => void): Promise<void> => {
  const opened = await open(parts, response, model);
  if ('events' in opened) opened.events.forEach(take);
  else await drain(opened.body, opened.decoder, take);
};

/** The same with all of a text in one event: whoever waits for the end anyway is spared a turn for every token. */
export async function* pileEvents(parts: ReadingParts, response: HttpResponse, model: string, nowMs: () => number): AsyncGenerator<StreamEvent> {
  const opened = await open(parts, response, model);
  if ('events' in opened) {
    yield* opened.events;
    return;
  }
  const { body, decoder } = opened;
  const pile = createEventPile(nowMs);
  try {
    await drain(body, decoder, pile.add);
  } catch (error) {
    decoder.rest().forEach(pile.add);
    yield* pile.events();
    throw error;
  }
  yield* pile.events();
}

/** The events of an answer that was asked for in one piece. */
export const readWholeEvents = async ({ protocol, provider }: ReadingParts, response: HttpResponse, model: string): Promise<readonly StreamEvent[]> => {
  const text = await readWholeText(response.body, wholeAnswerBytes);
  if (text.trim() === '') throw notAnAnswer(provider, 'an empty body');
  if (text.trimStart().startsWith('<')) throw notAnAnswer(provider, 'a web page', text);
  return protocol.decodeBody(text, { model });
};
