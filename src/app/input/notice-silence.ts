/** After this long without a byte a person wants to know what is going on. */
export const noticeMs = 1000;

/** Says a line unless the function it returns is called within a second: no input is waited for without a word. */
export const noticeSilence = (line: () => string, warn: (line: string) => void): (() => void) => {
  const timer = setTimeout(() => warn(line()), noticeMs);
  return () => clearTimeout(timer);
};
