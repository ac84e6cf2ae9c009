import type { SettingType } from './setting-types.js';
import { durationType } from './setting-types.js';

// Node's timers hold no more than 31 bits of milliseconds and fire at once above that.
const longestTimerMs = 24 * 86_400_000;

/** Milliseconds that a timer is set to. `zeroWord` is what a person may write for 0 when 0 has a meaning of its own. */
export const timerType = (options: { readonly zeroWord?: string } = {}): SettingType<number> =>
  durationType({ ...options, maximumMs: longestTimerMs });
