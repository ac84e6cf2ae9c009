import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { DecodeContext, Protocol } from '../../src/protocols/protocol.js';
import { detectFraming } from '../../src/transport/framing/detect-framing.js';
import type { Framer } from '../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../src/transport/framing/json-array-framer.js';
import { createNdjsonFramer } from '../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../src/transport/framing/sse-framer.js';

/** What came out of a body: the events, and the error that ended them if one did. */
export type Decoded = { readonly events: readonly StreamEvent[]; readonly error?: UadaError };

const createFramer = (framing: Protocol['framing'], bytes: Uint8Array): Framer => {
  const kind = detectFraming(framing, bytes);
  if (kind === 'json-array') return createJsonArrayFramer();
  return kind === 'ndjson' ? createNdjsonFramer() : createSseFramer();
};

/** Feeds a body, cut at the given offsets, through framer and decoder. */
export const decodeStream = (protocol: Protocol, body: Uint8Array | string, context: DecodeContext, cuts: readonly number[] = []): Decoded => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const framer = createFramer(protocol.framing, bytes);
  const decoder = protocol.createDecoder(context);
  const events: StreamEvent[] = [];
  try {
    let start = 0;
    for (const end of [...cuts, bytes.length]) {
      for (const payload of framer.push(bytes.subarray(start, end))) events.push(...decoder.push(payload));
      start = end;
    }
    for (const payload of framer.finish()) events.push(...decoder.push(payload));
    events.push(...decoder.finish());
    return { events };
  } catch (error) {
    if (!(error instanceof UadaError)) throw error;
    return { events, error };
  }
};
