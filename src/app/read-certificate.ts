import { readFile } from 'node:fs/promises';
import { UadaError } from '../core/errors.js';

/** The text of a certificate file. Throws a `usage` error for one that cannot be read. */
export const readCertificate = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new UadaError('usage', `The certificate file ${path} cannot be read.`, { cause: error, hint: 'Check the path after --ca-cert.' });
  }
};
