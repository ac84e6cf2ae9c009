import type { MarkdownTheme } from '../render/markdown/theme.js';
import { displayWidth } from '../render/markdown/text-width.js';
import { sanitise } from '../render/sanitiser.js';
import { formatSpan } from '../render/usage-line.js';
import { spinnerPicture } from './waiting-line.js';

/** Who runs in a race, and what became of them. Names are provider/model; times are monotonic milliseconds. */
export type RaceBoard = {
  fail(name: string, reason: string): void;
  /** A line a contender, within the width. */
  running(nowMs: number, width: number): readonly string[];
  /** The lines that stay when somebody has won. */
  ended(winner: string, nowMs: number, width: number): readonly string[];
};

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, Math.max(0, width - 1))}…` : text);

export const createRaceBoard = (names: readonly string[], startedMs: number, theme: MarkdownTheme): RaceBoard => {
  const failures = new Map<string, string>();
  const clean = (text: string): string => sanitise(text).replace(/\s+/g, ' ');
  const column = Math.max(...names.map((name) => displayWidth(clean(name))));
  const faint = theme.add(theme.plain, 'faint').paint;
  const bad = theme.add(theme.plain, 'failure').paint;
  const good = theme.add(theme.plain, 'success').paint;
  const line = (mark: string, name: string, said: string, width: number): string =>
    cut(`${mark} ${clean(name)}${' '.repeat(column - displayWidth(clean(name)))}  ${clean(said)}`.trimEnd(), width);
  return {
    fail: (name, reason) => void failures.set(name, reason),
    running: (nowMs, width) => names.map((name) => {
      const reason = failures.get(name);
      if (reason !== undefined) return bad(line('✗', name, reason, width));
      return faint(line(spinnerPicture(nowMs - startedMs), name, formatSpan(Math.floor((nowMs - startedMs) / 100) * 100), width));
    }),
    ended: (winner, nowMs, width) => names.map((name) => {
      const reason = failures.get(name);
      if (name === winner) return good(line('✓', name, `first word after ${formatSpan(nowMs - startedMs)}`, width));
      return reason === undefined ? faint(line('–', name, 'stopped', width)) : bad(line('✗', name, reason, width));
    }),
  };
};
