import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { UadaError } from '../../src/core/errors.js';
import type { StreamEvent } from '../../src/core/events.js';
import type { Framer } from '../../src/transport/framing/framer.js';
import { createJsonArrayFramer } from '../../src/transport/framing/json-array-framer.js';
import { createNdjsonFramer } from '../../src/transport/framing/ndjson-framer.js';
import { createSseFramer } from '../../src/transport/framing/sse-framer.js';
import { createRandom } from '../helpers/seeded-random.js';
import type { Framing, Specimen } from './corpus.js';
import { cutUp, mutate } from './mutate.js';

export type FuzzResult = {
  readonly streams: number;
  /** What went wrong, with the seed that repeats it. */
  readonly problems: readonly string[];
  readonly slowestMs: number;
  /** Most live heap beyond that at the beginning. */
  readonly growthBytes: number;
  /** How many streams came to an end, and how many failed in words for a person. */
  readonly ended: number;
  readonly failed: number;
};

const framers: Readonly<Record<Framing, () => Framer>> = {
  sse: createSseFramer, ndjson: createNdjsonFramer, 'json-array': createJsonArrayFramer,
};

/** One `start`, then deltas, then at most one `end`. */
const grammar = /^(?:s[rt]*e?)?$/;

const feed = (framing: Framing, { protocol }: Specimen, pieces: readonly Buffer[], events: StreamEvent[]): void => {
  const framer = framers[framing]();
  const decoder = protocol.createDecoder({ model: 'asked' });
  for (const piece of pieces) {
    for (const payload of framer.push(piece)) events.push(...decoder.push(payload));
  }
  for (const payload of framer.finish()) events.push(...decoder.push(payload));
  events.push(...decoder.finish());
};

/** True when the stream ended well, false when it failed as it may. Throws when it did neither. */
const endsWell = (framing: Framing, specimen: Specimen, pieces: readonly Buffer[]): boolean => {
  const events: StreamEvent[] = [];
  let hasFailed = false;
  try {
    feed(framing, specimen, pieces, events);
  } catch (error) {
    if (!(error instanceof UadaError) || error.kind === 'bug') throw error;
    hasFailed = true;
  }
  const shape = events.map((event) => event.type.charAt(0)).join('');
  if (!grammar.test(shape) || (!hasFailed && !shape.endsWith('e'))) throw new Error(`The events are ${shape}.`);
  return !hasFailed;
};

const liveHeap = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
};

/** Time of the processor, so that another program on the machine makes no stream slow. */
const usedMs = (since: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

const looks = 20;

/** Mutates streams of the corpus and has them read. Stream number N of a seed is the same in every run. */
export const fuzzFraming = (framing: Framing, corpus: readonly Specimen[], { streams, seed }: { readonly streams: number; readonly seed: number }): FuzzResult => {
  const problems: string[] = [];
  let [slowestMs, growthBytes, ended, failed] = [0, 0, 0, 0];
  const baseBytes = liveHeap();
  for (let index = 0; index < streams && problems.length < 10; index += 1) {
    const random = createRandom(seed + index);
    const specimen = corpus[random(corpus.length)]!;
    const bytes = mutate(specimen.bytes, corpus[random(corpus.length)]!.bytes, random);
    const started = process.cpuUsage();
    try {
      if (endsWell(framing, specimen, cutUp(bytes, random))) ended += 1;
      else failed += 1;
    } catch (error) {
      problems.push(`seed ${seed + index}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${bytes.toString('base64')}`);
    }
    slowestMs = Math.max(slowestMs, usedMs(started));
    if (index % Math.ceil(streams / looks) === 0) growthBytes = Math.max(growthBytes, liveHeap() - baseBytes);
  }
  return { streams, problems, slowestMs, growthBytes, ended, failed };
};
