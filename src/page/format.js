/** A duration in the unit that suits it. */
export const formatMs = (ms) => {
  if (ms >= 1000) return `${Number((ms / 1000).toPrecision(3))} s`;
  return `${Number(ms.toPrecision(3))} ms`;
};

/** A place on the axis of 1 / (1 - share) as a percentile: 100 is 99 %. */
export const formatShare = (odds) => {
  const digits = Math.max(0, Math.ceil(Math.log10(odds)) - 2);
  return `${(100 * (1 - 1 / odds)).toFixed(Math.min(4, digits))} %`;
};

export const formatSeconds = (seconds) => `${Number(seconds.toFixed(2))} s`;
