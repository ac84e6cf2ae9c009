import type { ServerResponse } from 'node:http';
import type { StruckFaults } from './faults/struck.js';

/** No answer is that long. */
const longLength = { 'content-length': '1000000000' };

/** The headers that faults add to an answer or put in place of its own. */
export const bodyHeaders = ({ compression, hasLongLength, headers }: StruckFaults): Readonly<Record<string, string>> => ({
  ...(compression === undefined ? {} : { 'content-encoding': compression.encoding }),
  ...(hasLongLength ? longLength : {}),
  ...headers,
});

/** Sends an interim response 103, which clients that did not ask for it have to pass over. */
export const sendEarlyHints = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => response.writeEarlyHints({ link: '</simulated>; rel=preload' }, () => resolve()));
