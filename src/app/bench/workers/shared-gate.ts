import type { Gate } from '../../../bench/inflight-gate.js';

/** Where the counts of a gate are in the memory that threads share: who asked to enter so far, and who left. */
export type GatePlace = { readonly fields: Int32Array; readonly enteredAt: number; readonly leftAt: number };

type Waiting = { readonly ticket: number; readonly go: () => void };

/**
 * A gate that lets so many in at once, of all threads together. Everyone draws a ticket; one that stands below the
 * limit and those who left goes in, so that what waits does so in the order of its arrival, in whichever thread it is.
 */
export const createSharedGate = ({ fields, enteredAt, leftAt }: GatePlace, limit: number): Gate => {
  const waiting: Waiting[] = [];
  let isListening = false;
  const letIn = (left: number): void => {
    for (let first = waiting[0]; first !== undefined && first.ticket < limit + left; first = waiting[0]) {
      waiting.shift();
      first.go();
    }
  };
  const admit = (): void => {
    for (;;) {
      const left = Atomics.load(fields, leftAt);
      letIn(left);
      if (isListening || waiting.length === 0) return;
      const change = Atomics.waitAsync(fields, leftAt, left);
      // Somebody left in the meantime.
      if (!change.async) continue;
      isListening = true;
      void change.value.then(() => {
        isListening = false;
        admit();
      });
      return;
    }
  };
  return {
    enter: () => {
      const ticket = Atomics.add(fields, enteredAt, 1);
      if (ticket < limit + Atomics.load(fields, leftAt)) return undefined;
      return new Promise((go) => {
        waiting.push({ ticket, go });
        admit();
      });
    },
    leave: () => {
      Atomics.add(fields, leftAt, 1);
      Atomics.notify(fields, leftAt);
      admit();
    },
  };
};
