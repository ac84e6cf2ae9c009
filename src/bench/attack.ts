import { rampTimes } from './arrivals.js';
import type { LoadPart } from './load-part.js';
import { isOfPart, shareOf, wholeLoad } from './load-part.js';
import type { BenchPlan, LoadModel } from './plan.js';
import { dueTimes, pauseUntil } from './pacer.js';
import { createRandom } from './random.js';
import type { BenchRow } from './row.js';
import { takeRow } from './take-row.js';
import type { BenchClock, BenchTarget } from './target.js';

/** What a run needs of the world. */
export type AttackInput = {
  readonly plan: BenchPlan;
  /** Several are asked on the same arrivals, in alternating order. */
  readonly targets: readonly BenchTarget[];
  readonly clock: BenchClock;
  /** Ends the run: nothing more is sent, and requests in flight are cancelled. */
  readonly signal: AbortSignal;
  /** What of the load is made here. @default all of it */
  readonly part?: LoadPart | undefined;
  /** Asked before each request; once it says no, nothing more is sent, and what is in flight is answered. @default yes */
  readonly mayStart?: ((target: BenchTarget, index: number) => boolean) | undefined;
  /** Called with every request that ended, warm-up included. */
  readonly onRow: (row: BenchRow) => void;
  /** Called before each request that is sent. */
  readonly onStart?: ((target: BenchTarget, index: number) => void) | undefined;
};

type Call = { readonly target: BenchTarget; readonly index: number; readonly schedMs: number; readonly readyMs: number; readonly isWarmup: boolean };

/** One run while it goes on. */
type Run = AttackInput & {
  readonly part: LoadPart;
  /** Nothing more is to be sent. */
  readonly isOver: () => boolean;
  readonly send: (call: Call) => Promise<void>;
  /** Numbers of requests outside the measurement, of which no measured one repeats the prompt: -1, -2 … */
  readonly nextWarmup: () => number;
  readonly onMeasurement: () => void;
};

const createRun = (input: AttackInput, onMeasurement: () => void): Run => {
  const { clock, signal, onRow, onStart, mayStart, part = wholeLoad(input.clock) } = input;
  let isRefused = false;
  let warmups = 0;
  const send = async (call: Call): Promise<void> => {
    if (mayStart?.(call.target, call.index) === false) isRefused = true;
    if (isRefused) return;
    onStart?.(call.target, call.index);
    onRow(await takeRow(call, clock, signal));
  };
  const nextWarmup = (): number => {
    warmups += 1;
    return -(part.index + 1 + part.count * (warmups - 1));
  };
  return { ...input, part, send, onMeasurement, isOver: () => isRefused || signal.aborted, nextWarmup };
};

const waitUntil = async (dueMs: number, { clock, signal, isOver }: Run): Promise<void> => {
  while (!isOver()) {
    const pause = pauseUntil(dueMs, clock.monotonicMs());
    if (pause.kind === 'go') return;
    await (pause.kind === 'sleep' ? clock.sleep(pause.ms, signal) : clock.poll(dueMs, isOver));
  }
};

/** The slots of one model. In the ramp one joins after the other, and what they ask is no part of the measurement. */
const runSlots = (run: Run, target: BenchTarget, concurrency: number, rampedMs: number): readonly Promise<void>[] => {
  const { plan, clock, part } = run;
  const rampMs = plan.rampMs ?? 0;
  const untilMs = rampedMs + (plan.durationMs ?? Infinity);
  const targetNumber = run.targets.indexOf(target);
  const runSlot = async (slot: number): Promise<void> => {
    if (rampMs > 0) await waitUntil(rampedMs - rampMs * (1 - slot / concurrency), run);
    for (;;) {
      const freeMs = clock.monotonicMs();
      const isWarmup = freeMs < rampedMs;
      if (run.isOver() || freeMs >= untilMs) return;
      const index = isWarmup ? run.nextWarmup() : part.nextNumber(targetNumber);
      if (index >= (plan.requestCount ?? Infinity)) return;
      await run.send({ target, index, schedMs: freeMs, readyMs: freeMs, isWarmup });
    }
  };
  return Array.from({ length: concurrency }, (_, slot) => slot).filter((slot) => isOfPart(slot, part)).map(runSlot);
};

const runClosed = async (run: Run, concurrency: number): Promise<void> => {
  const beginMs = await run.part.begin();
  await waitUntil(beginMs, run);
  const rampedMs = beginMs + (run.plan.rampMs ?? 0);
  const measurement = run.plan.rampMs === undefined ? undefined : waitUntil(rampedMs, run).then(run.onMeasurement);
  if (measurement === undefined) run.onMeasurement();
  await Promise.all([measurement, ...run.targets.flatMap((target) => runSlots(run, target, concurrency, rampedMs))]);
};

type Arrive = (index: number, schedMs: number, isWarmup: boolean) => void;

const createArrivals = (run: Run, maxInflight: number): { readonly arrive: Arrive; readonly running: Promise<void>[] } => {
  const { targets, clock } = run;
  const gates = targets.map((target, number) => ({ target, gate: run.part.openGate(number, maxInflight) }));
  const reversed = [...gates].reverse();
  const running: Promise<void>[] = [];
  const enter = async ({ target, gate }: (typeof gates)[number], index: number, schedMs: number, isWarmup: boolean): Promise<void> => {
    const entering = gate.enter();
    if (entering !== undefined) await entering;
    try {
      const readyMs = entering === undefined ? schedMs : clock.monotonicMs();
      if (!run.isOver()) await run.send({ target, index, schedMs, readyMs, isWarmup });
    } finally {
      gate.leave();
    }
  };
  const arrive: Arrive = (index, schedMs, isWarmup) => {
    for (const each of index % 2 === 0 ? gates : reversed) running.push(enter(each, index, schedMs, isWarmup));
  };
  return { arrive, running };
};

const runOpen = async (run: Run, load: Extract<LoadModel, { kind: 'open' }>): Promise<void> => {
  const { plan } = run;
  const { arrive, running } = createArrivals(run, load.maxInflight);
  const follow = async (times: Iterable<number>, originMs: number, numberOf: (count: number) => number, isWarmup: boolean): Promise<void> => {
    let count = -1;
    for (const dueMs of times) {
      count += 1;
      if (!isOfPart(count, run.part)) continue;
      await waitUntil(originMs + dueMs, run);
      if (run.isOver()) return;
      arrive(numberOf(count), originMs + dueMs, isWarmup);
    }
  };
  const originMs = await run.part.begin();
  const { rampMs = 0 } = plan;
  await follow(rampTimes(load.arrival, load.ratePerSecond, rampMs, createRandom(plan.seed + 1)), originMs, run.nextWarmup, true);
  await waitUntil(originMs + rampMs, run);
  run.onMeasurement();
  await follow(dueTimes(plan, load), originMs + rampMs, (count) => count, false);
  await Promise.all(running);
};

const warmUp = async (run: Run): Promise<void> => {
  for (let count = 0; count < shareOf(run.plan.warmupCount, run.part); count += 1) {
    const index = run.nextWarmup();
    await Promise.all(run.targets.map(async (target) => {
      const nowMs = run.clock.monotonicMs();
      if (!run.isOver()) await run.send({ target, index, schedMs: nowMs, readyMs: nowMs, isWarmup: true });
    }));
  }
};

/**
 * Runs a plan to its end and resolves when the last answer is in. No arrival is dropped: what cannot be sent
 * because of `maxInflight` waits, and its waiting counts from the moment it was due.
 */
export const attack = async (input: AttackInput, onMeasurement: () => void = () => undefined): Promise<void> => {
  const run = createRun(input, onMeasurement);
  await warmUp(run);
  const { load } = input.plan;
  await (load.kind === 'closed' ? runClosed(run, load.concurrency) : runOpen(run, load));
};
