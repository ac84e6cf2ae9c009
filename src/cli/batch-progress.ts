import type { BatchCounts } from '../app/batch/batch-tally.js';
import type { Io } from '../app/io.js';
import { formatSpan, formatUsd } from '../render/usage-line.js';
import { toStderrLine } from './stderr-line.js';

export type BatchProgress = {
  /** Writes a line of stderr that does not mix with the live one. */
  warn(line: string): void;
  /** Takes the live line away. */
  end(): void;
};

type ProgressOptions = {
  readonly io: Io;
  readonly isQuiet: boolean;
  /** Null where the input cannot be counted in advance. */
  readonly total: number | null;
  readonly counts: BatchCounts;
};

const liveMs = 250;
const lineMs = 10_000;

/** How far a run is, with its rate, failures, cost and the time that is left. */
const toProgressText = (counts: BatchCounts, total: number | null, elapsedMs: number): string => {
  const asked = counts.answered + counts.failed;
  const done = asked + counts.skipped;
  const perSecond = asked / Math.max(elapsedMs / 1000, 0.001);
  const leftMs = total === null || asked === 0 ? null : ((total - done) / perSecond) * 1000;
  return [
    total === null ? `${done} done` : `${done} of ${total} (${Math.floor((done / Math.max(total, 1)) * 100)} %)`,
    `${perSecond < 10 ? perSecond.toFixed(1) : Math.round(perSecond)}/s`,
    `${counts.failed} failed`,
    `${formatUsd(counts.costUsd)}${counts.unknownCosts > 0 ? '+' : ''}`,
    ...(leftMs === null || leftMs <= 0 ? [] : [`${formatSpan(leftMs)} left`]),
  ].join(' · ');
};

/** A live line on a terminal, else a line every ten seconds, until it is ended. */
export const startProgress = ({ io, isQuiet, total, counts }: ProgressOptions): BatchProgress => {
  if (isQuiet) return { warn: () => undefined, end: () => undefined };
  const isLive = io.stderr.isTTY === true;
  const startedMs = io.monotonicMs();
  const clear = isLive ? '\r\u001b[K' : '';
  const show = (): void => {
    const text = toProgressText(counts, total, io.monotonicMs() - startedMs);
    io.stderr.write(isLive ? `${clear}${text.slice(0, (io.stderr.columns ?? 80) - 1)}` : toStderrLine(text));
  };
  const timer = setInterval(show, isLive ? liveMs : lineMs);
  return {
    warn: (line) => io.stderr.write(`${clear}${toStderrLine(line)}`),
    end: () => {
      clearInterval(timer);
      if (isLive) io.stderr.write(clear);
    },
  };
};
