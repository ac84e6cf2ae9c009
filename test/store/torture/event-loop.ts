const tickMs = 5;

/** Begins to watch the event loop; the function returned stops and says for how long it stood still at most. */
export const watchEventLoop = (): (() => number) => {
  let longestMs = 0;
  let lastMs = performance.now();
  const tick = (): void => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - lastMs - tickMs);
    lastMs = nowMs;
  };
  const timer = setInterval(tick, tickMs);
  return () => {
    tick();
    clearInterval(timer);
    return longestMs;
  };
};
