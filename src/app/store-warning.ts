import type { Warn } from '../store/warn-once.js';
import { warnOnce } from '../store/warn-once.js';
import type { Io } from './io.js';

/** The one warning of a run about its cache or its history: what keeps one from working keeps the other, too. */
export const createStoreWarning = (io: Io): Warn => warnOnce((line) => io.warn(line));
