import type { Pause } from '../core/pause.js';
import { cutLine } from '../render/cut-line.js';
import type { MarkdownTheme } from '../render/markdown/theme.js';

/** What is being waited for, on one line. */
export type Waiting = {
  readonly what: string;
  /** Known where a pause is: what comes behind it is counted down to. */
  readonly pause?: Pause | undefined;
  readonly sinceMs: number;
  readonly thinkingTokens: number;
};

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** Milliseconds a picture of the spinner stays. */
export const spinnerFrameMs = 100;

/** The spinner as it looks after so long. */
export const spinnerPicture = (sinceMs: number): string => frames.charAt(Math.floor(sinceMs / spinnerFrameMs) % frames.length);

/** Longer lines say too much. */
const longest = 72;

const toSaid = ({ what, pause, thinkingTokens }: Waiting, waitedMs: number): string => {
  if (thinkingTokens > 0) return `thinking… ${thinkingTokens} tokens`;
  if (pause === undefined) return what;
  return `${what} in ${Math.max(0, Math.ceil((pause.forMs - waitedMs) / 1000))} s · ${pause.why}`;
};

/** The spinner and what it waits for; the seconds once they are worth saying. */
export const toWaitingLine = (waiting: Waiting, nowMs: number, width: number, theme: MarkdownTheme): string => {
  const waitedMs = Math.max(0, nowMs - waiting.sinceMs);
  const seconds = waiting.pause === undefined && waitedMs >= 2000 ? ` · ${Math.floor(waitedMs / 1000)} s` : '';
  return theme.add(theme.plain, 'faint').paint(`${spinnerPicture(waitedMs)} ${cutLine(toSaid(waiting, waitedMs), Math.min(longest, width - 10))}${seconds}`);
};
