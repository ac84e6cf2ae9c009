import { CancelledError, UadaError } from '../core/errors.js';

/**
 * Reads at most `limitBytes` of a body as UTF-8 and leaves the rest. For texts that explain a failure: when
 * the body breaks, what came is returned. Throws only when nothing came, or a `CancelledError`.
 */
export const readText = async (body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      byteCount += chunk.length;
      if (byteCount >= limitBytes) break;
    }
  } catch (error) {
    if (error instanceof CancelledError || byteCount === 0) throw error;
  }
  const bytes = Buffer.concat(chunks, Math.min(byteCount, limitBytes));
  // A character that the limit cuts in two is left out.
  return new TextDecoder().decode(bytes, { stream: byteCount > limitBytes });
};

/** Enough for any vendor's words, little enough for any proxy's page. */
const errorTextBytes = 64 * 1024;

/** The text of an unsuccessful reply, whose status counts even when its body cannot be read. Throws only a `CancelledError`. */
export const readErrorText = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  try {
    return await readText(body, errorTextBytes);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    return '';
  }
};

/** Reads a whole body as UTF-8. Throws what the body throws, and a `provider` error above `limitBytes`. */
export const readWholeText = async (body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    byteCount += chunk.length;
    if (byteCount > limitBytes) throw new UadaError('provider', `The server sent an answer longer than ${limitBytes} bytes.`);
  }
  return new TextDecoder().decode(Buffer.concat(chunks, byteCount));
};
