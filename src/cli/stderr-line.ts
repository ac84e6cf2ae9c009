import { redact } from '../core/secret.js';

/** A line of stderr as every command writes it, without any credential. */
export const toStderrLine = (text: string): string => `uada: ${redact(text).replace(/\s*\n\s*/g, ' ')}\n`;
