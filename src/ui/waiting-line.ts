import type { MarkdownTheme } from '../render/markdown/theme.js';
import { sanitise } from '../render/sanitiser.js';

/** What is being waited for, on one line. */
export type Waiting = {
  readonly what: string;
  readonly sinceMs: number;
  readonly thinkingTokens: number;
};

const frames = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
/** Milliseconds a picture of the spinner stays. */
export const spinnerFrameMs = 100;

/** The spinner as it looks after so long. */
export const spinnerPicture = (sinceMs: number): string => frames.charAt(Math.floor(sinceMs / spinnerFrameMs) % frames.length);

/** Longer lines say too much, and wrap where a window is made narrow. */
const longest = 40;

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text);

/** The spinner and what it waits for; the seconds once they are worth saying. */
export const toWaitingLine = ({ what, sinceMs, thinkingTokens }: Waiting, nowMs: number, width: number, theme: MarkdownTheme): string => {
  const waitedMs = Math.max(0, nowMs - sinceMs);
  const seconds = waitedMs >= 2000 ? ` ${Math.floor(waitedMs / 1000)} s` : '';
  const said = thinkingTokens > 0 ? `thinking… ${thinkingTokens} tokens` : sanitise(what).replace(/\s+/g, ' ');
  return theme.add(theme.plain, 'faint').paint(`${spinnerPicture(waitedMs)} ${cut(said, Math.min(longest, width - 10))}${seconds}`);
};
