/** Puts work off until every socket that is ready now has been read. */
export type EndOfTurn = (work: () => void) => void;

/** One `setImmediate` for all the work of a turn: the event loop comes to it when it has polled all sockets. */
export const createEndOfTurn = (): EndOfTurn => {
  let waiting: (() => void)[] = [];
  const run = (): void => {
    const works = waiting;
    waiting = [];
    for (const work of works) work();
  };
  return (work) => {
    if (waiting.push(work) === 1) setImmediate(run);
  };
};
