import type { BenchPlan, LoadModel } from './plan.js';
import { dueTimes, pauseUntil } from './pacer.js';
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
  /** Called with every request that ended, warm-up included. */
  readonly onRow: (row: BenchRow) => void;
  readonly onStart?: (() => void) | undefined;
};

type Send = (target: BenchTarget, index: number, schedMs: number, readyMs: number, isWarmup?: boolean) => Promise<void>;

const createSend = ({ clock, signal, onRow, onStart }: AttackInput): Send =>
  async (target, index, schedMs, readyMs, isWarmup = false) => {
    onStart?.();
    onRow(await takeRow({ target, index, schedMs, readyMs, isWarmup }, clock, signal));
  };

const waitUntil = async (dueMs: number, { clock, signal }: AttackInput): Promise<void> => {
  while (!signal.aborted) {
    const pause = pauseUntil(dueMs, clock.monotonicMs());
    if (pause.kind === 'go') return;
    await (pause.kind === 'sleep' ? clock.sleep(pause.ms, signal) : clock.nextTurn());
  }
};

/** A bound on what is in flight; what waits does so in the order of its arrival. */
const createGate = (limit: number): { enter(): Promise<void> | undefined; leave(): void } => {
  let free = limit;
  const waiting: (() => void)[] = [];
  return {
    enter: () => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return undefined;
    },
    leave: () => {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
};

const runClosed = async (input: AttackInput, concurrency: number, send: Send): Promise<void> => {
  const { plan, targets, clock, signal } = input;
  const untilMs = clock.monotonicMs() + (plan.durationMs ?? Infinity);
  const runSlots = async (target: BenchTarget): Promise<void> => {
    let next = 0;
    const runSlot = async (): Promise<void> => {
      for (;;) {
        const freeMs = clock.monotonicMs();
        if (signal.aborted || freeMs >= untilMs || next >= (plan.requestCount ?? Infinity)) return;
        next += 1;
        await send(target, next - 1, freeMs, freeMs);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, runSlot));
  };
  await Promise.all(targets.map(runSlots));
};

const runOpen = async (input: AttackInput, load: Extract<LoadModel, { kind: 'open' }>, send: Send): Promise<void> => {
  const { plan, targets, clock, signal } = input;
  const gates = new Map(targets.map((target) => [target, createGate(load.maxInflight)]));
  const arrive = async (target: BenchTarget, index: number, schedMs: number): Promise<void> => {
    const gate = gates.get(target);
    const entering = gate?.enter();
    if (entering !== undefined) await entering;
    try {
      if (!signal.aborted) await send(target, index, schedMs, entering === undefined ? schedMs : clock.monotonicMs());
    } finally {
      gate?.leave();
    }
  };
  const originMs = clock.monotonicMs();
  const running: Promise<void>[] = [];
  let index = 0;
  for (const dueMs of dueTimes(plan, load)) {
    await waitUntil(originMs + dueMs, input);
    if (signal.aborted) break;
    const order = index % 2 === 0 ? targets : [...targets].reverse();
    for (const target of order) running.push(arrive(target, index, originMs + dueMs));
    index += 1;
  }
  await Promise.all(running);
};

/** Warm-up prompts have numbers below 0, so that no measured request repeats one. */
const warmUp = async ({ plan, targets, clock, signal }: AttackInput, send: Send): Promise<void> => {
  for (let index = -plan.warmupCount; index < 0; index += 1) {
    await Promise.all(targets.map(async (target) => {
      const nowMs = clock.monotonicMs();
      if (!signal.aborted) await send(target, index, nowMs, nowMs, true);
    }));
  }
};

/**
 * Runs a plan to its end and resolves when the last answer is in. No arrival is dropped: what cannot be sent
 * because of `maxInflight` waits, and its waiting counts from the moment it was due.
 */
export const attack = async (input: AttackInput, onMeasurement: () => void = () => undefined): Promise<void> => {
  const send = createSend(input);
  await warmUp(input, send);
  onMeasurement();
  const { load } = input.plan;
  await (load.kind === 'closed' ? runClosed(input, load.concurrency, send) : runOpen(input, load, send));
};
