import type { ServerResponse } from 'node:http';
import { untilGone } from './call.js';
import type { ByteCut } from './faults/fault.js';
import { resetConnection } from './reset-connection.js';

/** Counts the bytes of a body up to the one where a fault ends it. */
export type ByteLimit = {
  /** What of these bytes is still to be sent. */
  take(bytes: Uint8Array | string): Uint8Array | string;
  readonly isReached: boolean;
  /** Does to the connection what the fault says. */
  cut(): Promise<void>;
};

const end = (response: ServerResponse): void => {
  // A promised length cannot be kept any more: only the end of the connection says that nothing follows.
  if (response.hasHeader('content-length')) response.socket?.end();
  else response.end();
};

const noLimit: ByteLimit = { take: (bytes) => bytes, isReached: false, cut: () => Promise.resolve() };

/** The limit of one body; without a cut everything passes. */
export const createByteLimit = (cut: ByteCut | undefined, response: ServerResponse, signal: AbortSignal): ByteLimit => {
  if (cut === undefined) return noLimit;
  let left = cut.afterBytes;
  return {
    take: (bytes) => {
      const part = (typeof bytes === 'string' ? Buffer.from(bytes) : bytes).subarray(0, left);
      left -= part.length;
      return part;
    },
    get isReached() {
      return left === 0;
    },
    cut: async () => {
      if (cut.action === 'reset') return resetConnection(response);
      if (cut.action === 'stall') return untilGone(signal);
      end(response);
    },
  };
};
