const minuteMs = 60_000;

/** A use of a limit. Its amount can be set right when the true one is known. */
export type WindowEntry = { readonly timeMs: number; amount: number };

/** What was used in the last 60 seconds, against a limit. */
export type MinuteWindow = {
  /** Milliseconds until the amount fits; 0 when it fits now. More than the limit fits when nothing else is there. */
  waitMs(amount: number, nowMs: number): number;
  add(amount: number, nowMs: number): WindowEntry;
};

/** Where nothing is limited nothing is kept: a batch of a thousand requests a second would count through them for each. */
const unlimited: MinuteWindow = { waitMs: () => 0, add: (amount, timeMs) => ({ timeMs, amount }) };

/** A window that slides: no 60 seconds, wherever they begin, hold more than the limit. */
export const createMinuteWindow = (limit: number): MinuteWindow => {
  if (limit === Infinity) return unlimited;
  let entries: WindowEntry[] = [];
  return {
    waitMs: (amount, nowMs) => {
      entries = entries.filter(({ timeMs }) => nowMs - timeMs < minuteMs);
      let excess = entries.reduce((sum, entry) => sum + entry.amount, amount) - limit;
      for (const entry of entries) {
        if (excess <= 0) return 0;
        excess -= entry.amount;
        if (excess <= 0) return entry.timeMs + minuteMs - nowMs;
      }
      const last = entries.at(-1);
      return last === undefined ? 0 : last.timeMs + minuteMs - nowMs;
    },
    add: (amount, nowMs) => {
      const entry = { timeMs: nowMs, amount };
      entries.push(entry);
      return entry;
    },
  };
};
