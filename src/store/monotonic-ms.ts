/** A clock that never goes back, in milliseconds. `performance` would load a module that nothing else here needs. */
export const monotonicMs = (): number => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
};
