const minuteMs = 60_000;

/** A use of a limit, whose amount can be set right when the true one is known. */
export type WindowEntry = { settle(amount: number): void };

/** What was used in the last 60 seconds, against a limit. */
export type MinuteWindow = {
  /** Milliseconds until the amount fits; 0 when it fits now. More than the limit fits when nothing else is there. */
  waitMs(amount: number, nowMs: number): number;
  add(amount: number, nowMs: number): WindowEntry;
};

const unlimited: MinuteWindow = { waitMs: () => 0, add: () => ({ settle: () => undefined }) };

type Use = { readonly timeMs: number; amount: number; isOver: boolean };

/** Uses behind the head are let go of in one, so that each is moved a few times at most. */
const mostGone = 1024;

/**
 * A window that slides: no 60 seconds, wherever they begin, hold more than the limit. What it takes a request does not
 * grow with the requests of the minute.
 */
export const createMinuteWindow = (limit: number): MinuteWindow => {
  if (limit === Infinity) return unlimited;
  let uses: Use[] = [];
  let head = 0;
  let sum = 0;
  const forget = (nowMs: number): void => {
    for (let use = uses[head]; use !== undefined && nowMs - use.timeMs >= minuteMs; use = uses[head]) {
      use.isOver = true;
      sum -= use.amount;
      head += 1;
    }
    if (head < mostGone || head * 2 < uses.length) return;
    uses = uses.slice(head);
    head = 0;
  };
  return {
    waitMs: (amount, nowMs) => {
      forget(nowMs);
      let excess = sum + amount - limit;
      let timeMs = -Infinity;
      for (let index = head; index < uses.length && excess > 0; index += 1) {
        const use = uses[index];
        excess -= use?.amount ?? 0;
        timeMs = use?.timeMs ?? timeMs;
      }
      return timeMs === -Infinity ? 0 : timeMs + minuteMs - nowMs;
    },
    add: (amount, nowMs) => {
      const use: Use = { timeMs: nowMs, amount, isOver: false };
      uses.push(use);
      sum += amount;
      return {
        settle: (used) => {
          if (!use.isOver) sum += used - use.amount;
          use.amount = used;
        },
      };
    },
  };
};
