import { readFileSync } from 'node:fs';

type Processors = { readonly stolen: number; readonly all: number };

const readStat = (): string => readFileSync('/proc/stat', 'latin1');

/** Figure 8 of the first line of Linux's /proc/stat (proc(5)), and the sum of the first 8. */
const readProcessors = (read: () => string): Processors | undefined => {
  try {
    const figures = read().split('\n', 1)[0]?.trim().split(/\s+/).slice(1, 9).map(Number) ?? [];
    return figures.length < 8 ? undefined : { stolen: figures[7] ?? 0, all: figures.reduce((sum, figure) => sum + figure, 0) };
  } catch {
    return undefined;
  }
};

/**
 * Watches how much of this machine's processors its host gives to other machines, which no program on it can help.
 * The returned function tells the share since then; null where the system does not count it.
 */
export const watchStolenShare = (read = readStat): (() => number | null) => {
  const before = readProcessors(read);
  return () => {
    const after = readProcessors(read);
    if (before === undefined || after === undefined || after.all === before.all) return null;
    return (after.stolen - before.stolen) / (after.all - before.all);
  };
};
