import { createSanitiser } from './sanitiser.js';
import type { Writer } from './writer.js';

/** A writer for a terminal: what would steer it is left out, also where a sequence comes in pieces. */
export const createSafeWriter = (writer: Writer): Writer => {
  const sanitiser = createSanitiser();
  return { write: (text) => writer.write(sanitiser.push(text)) };
};
