import { readFile } from 'node:fs/promises';
import { unreadableFile } from '../config/regular-file.js';

/** The text of a certificate file. Throws a `usage` error for one that cannot be read. */
export const readCertificate = (path: string): Promise<string> => readFile(path, 'utf8').catch((error: unknown) => {
  throw unreadableFile(path, error, 'Check the path after --ca-cert.');
});
