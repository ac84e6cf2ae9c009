import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { BenchClock, BenchTarget } from '../../../src/bench/target.js';
import type { HttpResponse, Transport } from '../../../src/core/http.js';
import { Secret } from '../../../src/core/secret.js';
import { userMessage } from '../../../src/core/request.js';
import { loadProtocol } from '../../../src/protocols/load.js';
import type { Protocol } from '../../../src/protocols/protocol.js';
import { createProvider } from '../../../src/providers/create-provider.js';
import { createTimedTransport } from '../../../src/transport/timed-transport.js';

export const systemClock: BenchClock = {
  monotonicMs: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
  nextTurn: () => nextTurn(),
};

/** Between `performance.now` of this process and the clock that the server stamps with. */
const measureOffset = (): number => {
  const before = performance.now();
  const between = Number(process.hrtime.bigint()) / 1e6;
  return between - (before + performance.now()) / 2;
};
// The first calls compile what they call.
for (let index = 0; index < 1000; index += 1) measureOffset();
const offsetMs = measureOffset();
const protocol = await loadProtocol('openai', 'openai');

/** The protocol as it is, which also tells how long each event was on its way. */
const listening = (onSent: (sentMs: number) => void): Protocol => ({
  ...protocol,
  createDecoder: (context) => {
    const decoder = protocol.createDecoder(context);
    return {
      get isEnded() {
        return decoder.isEnded;
      },
      finish: () => decoder.finish(),
      push: (payload) => {
        const [, sent] = /"sent":"(\d+)"/.exec(payload.data) ?? [];
        if (sent !== undefined) onSent(Number(sent) / 1e6 - offsetMs);
        return decoder.push(payload);
      },
    };
  },
});

/** A model of the stamping server over the transport, framing and decoding of `uada bench`. */
export const createStampedTarget = (baseUrl: string, model: string, delaysMs: number[]): { readonly target: BenchTarget; readonly close: () => void } => {
  const transport = createTimedTransport({ connectTimeoutMs: 10_000 });
  const endpoint = { provider: 'openai', baseUrl, key: new Secret('stamped-key') };
  const target: BenchTarget = {
    name: 'openai/stamped',
    ask: (_, signal) => {
      let response: HttpResponse | undefined;
      const capture: Transport = async (request, aborted) => (response = await transport(request, aborted));
      const lastReadMs = (): number | null => response?.stamps?.lastReadMs ?? null;
      const heard = listening((sentMs) => delaysMs.push((lastReadMs() ?? Number.NaN) - sentMs));
      return {
        events: createProvider({ endpoint, protocol: heard, transport: capture, now: Date.now }).stream({ model, messages: [userMessage('Hello')], stream: true }, signal),
        stamps: () => ({ connect: null, sentMs: null, headersMs: response?.stamps?.headersMs ?? null, bodyBytes: response?.stamps?.bodyBytes ?? 0 }),
        get lastReadMs() {
          return lastReadMs();
        },
      };
    },
  };
  return { target, close: () => transport.close() };
};
