import { sha256 as sha256InJavaScript } from '@noble/hashes/sha2.js';

/** From here on OpenSSL is faster, although loading it takes longer than a cached answer may. */
const largeBytes = 32 * 1024;

/** SHA-256 (FIPS 180-4) of bytes, or of a text's UTF-8. */
export const sha256 = (input: string | Uint8Array): Buffer => {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  if (bytes.length < largeBytes) return Buffer.from(sha256InJavaScript(bytes));
  return process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes).digest();
};
