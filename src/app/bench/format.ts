import type { PercentileName } from '../../bench/percentile.js';
import { percentiles, solidSamples } from '../../bench/percentile.js';
import type { Statistics } from '../../bench/statistics.js';

/** How a text is to look. Padding comes first, so that neither function may change the width. */
export type TextStyle = {
  /** Width of the window. */
  readonly columns: number;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
  /** Makes a name from outside harmless, on one line. */
  readonly clean: (text: string) => string;
};

/** A duration in the unit that suits it, with three digits or so. */
export const formatMs = (ms: number): string => {
  const size = Math.abs(ms);
  if (size >= 10_000) return `${(ms / 1000).toFixed(1)}s`;
  if (size >= 1000) return `${(ms / 1000).toFixed(2)}s`;
  if (size > 0 && size < 1) return `${(ms * 1000).toFixed(0)}µs`;
  return size >= 100 ? `${ms.toFixed(0)}ms` : `${ms.toFixed(1)}ms`;
};

/** The same, or n/a. */
export const formatKnownMs = (ms: number | null): string => (ms === null ? 'n/a' : formatMs(ms));

/** Both ends of an interval, with a unit once where it is the same. */
export const formatInterval = (interval: readonly [number, number] | null): string => {
  if (interval === null) return '';
  const [low, high] = interval.map(formatMs) as [string, string];
  const unit = /[a-zµ]+$/.exec(high)?.[0] ?? '';
  return `${low.endsWith(unit) && /[\d]$/.test(low.slice(0, -unit.length)) ? low.slice(0, -unit.length) : low}..${high}`;
};

/** Events a second. */
export const formatRate = (perSecond: number | null): string => (perSecond === null ? 'n/a' : `${perSecond.toFixed(perSecond < 100 ? 1 : 0)}/s`);

export const formatShare = (share: number | null, digits = 1): string => (share === null ? 'n/a' : `${(share * 100).toFixed(digits)}%`);

/** Tokens a second. */
export const formatSpeed = (perSecond: number | null): string => (perSecond === null ? 'n/a' : perSecond.toFixed(perSecond < 10 ? 1 : 0));

/** With fewer than ten values beyond it a percentile is a guess. */
export const isGuess = (statistics: Statistics, name: PercentileName): boolean =>
  statistics.percentiles[name] !== null && statistics.n < solidSamples(percentiles[name]);

/** Parts on as few lines as fit, those after the first indented. */
export const wrapParts = (parts: readonly string[], columns: number, indent = 8): readonly string[] => {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 3 + part.length <= columns) lines[lines.length - 1] = `${last}   ${part}`;
    else lines.push(last === undefined ? part : `${' '.repeat(indent)}${part}`);
  }
  return lines;
};
