import type { IncomingMessage } from 'node:http';

const largestBodyBytes = 64 * 1024 * 1024;

/**
 * The body as text; undefined when it is too large. A body that is too large is read to its end all the same, or the
 * client would see a broken connection in place of the reply. Rejects when the client leaves on the way.
 */
export const readRequestBody = async (request: IncomingMessage, limitBytes = largestBodyBytes): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= limitBytes) parts.push(part);
    else parts.length = 0;
  }
  return length <= limitBytes ? Buffer.concat(parts).toString('utf8') : undefined;
};
