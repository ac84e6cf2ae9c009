import { draw } from './distribution.js';
import type { SimulatorOptions } from './option-table.js';
import type { Random } from './random.js';

/** When each token of an answer is due, in ms from the moment the request is served. */
export type Schedule = {
  /** Moments of the first, second, … token, never decreasing. */
  readonly tokenMs: readonly number[];
  /** The last token's moment; for an answer without tokens the moment the first would have come. */
  readonly lastMs: number;
};

/** Draws the whole schedule at once, so that it never depends on how fast anything was sent. */
export const planSchedule = (options: SimulatorOptions, tokenCount: number, random: Random): Schedule => {
  let atMs = draw(options.ttftMs, random);
  const tokenMs: number[] = [];
  for (let index = 0; index < tokenCount; index += 1) {
    if (index > 0) atMs += draw(options.itlMs, random);
    tokenMs.push(atMs);
  }
  return { tokenMs, lastMs: atMs };
};
