import { createBenchClock } from '../../../src/app/bench/clock.js';
import { createBenchTarget } from '../../../src/app/bench/target.js';
import type { BenchClock, BenchTarget } from '../../../src/bench/target.js';
import { Secret } from '../../../src/core/secret.js';
import { loadProtocol } from '../../../src/protocols/load.js';
import type { Protocol } from '../../../src/protocols/protocol.js';
import { createTimedTransport } from '../../../src/transport/timed-transport.js';

/** Milliseconds of the clock that the server stamps with. */
const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};

export const systemClock: BenchClock = createBenchClock(monotonicMs);

const protocol = await loadProtocol('openai', 'openai');

/** Stamps of the server for one event, in milliseconds. */
export type Stamp = { readonly dueMs: number; readonly sentMs: number };

const stampIn = (data: string): Stamp | undefined => {
  // Digits at known places: a regular expression for each event would cost more than what is measured.
  const due = data.indexOf('"due":"');
  if (due === -1) return undefined;
  const middle = data.indexOf('"', due + 7);
  const end = data.indexOf('"', middle + 10);
  return { dueMs: Number(data.slice(due + 7, middle)) / 1e6, sentMs: Number(data.slice(middle + 10, end)) / 1e6 };
};

/** The protocol as it is, which also tells the stamps of each event. */
const listening = (onStamp: (stamp: Stamp) => void): Protocol => ({
  ...protocol,
  createDecoder: (context) => {
    const decoder = protocol.createDecoder(context);
    return {
      isEnded: () => decoder.isEnded(),
      finish: () => decoder.finish(),
      rest: () => decoder.rest(),
      push: (payload) => {
        const stamp = stampIn(payload.data);
        if (stamp !== undefined) onStamp(stamp);
        return decoder.push(payload);
      },
    };
  },
});

export type Heard = { readonly index: number; readonly stamp: Stamp; readonly readMs: number };

/** A model of the stamping server over the transport, framing and decoding of `uada bench`. */
export const createStampedTarget = (baseUrl: string, model: string, hear: (heard: Heard) => void): { readonly target: BenchTarget; readonly close: () => void } => {
  const transport = createTimedTransport({ connectTimeoutMs: 10_000, nowMs: monotonicMs });
  const endpoint = { provider: 'openai', baseUrl, key: new Secret('stamped-key') };
  const ask: BenchTarget['ask'] = (index, signal, take) => {
    let stamp: Stamp | undefined;
    const parts = { endpoint, protocol: listening((next) => (stamp = next)), transport, now: Date.now };
    const inner = createBenchTarget('openai/stamped', { parts, keyHint: undefined }, { model, messages: [], stream: true }, () => ({ text: 'Hello', maxTokens: 64 }));
    return inner.ask(index, signal, (event, atMs) => {
      if (stamp !== undefined && event.type !== 'start') {
        hear({ index, stamp, readMs: atMs });
        stamp = undefined;
      }
      take(event, atMs);
    });
  };
  return { target: { name: 'openai/stamped', ask }, close: () => transport.close() };
};
