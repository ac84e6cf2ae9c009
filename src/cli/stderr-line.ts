import { redact } from '../core/secret.js';
import { sanitise } from '../render/sanitiser.js';

/** A line of stderr as every command writes it: printable text without any credential. */
// Filtered first: a credential with hidden characters in it is none that the redactor knows.
export const toStderrLine = (text: string): string => `uada: ${redact(sanitise(text)).replace(/\s*\n\s*/g, ' ')}\n`;
