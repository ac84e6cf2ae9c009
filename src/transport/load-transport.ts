import type { ClosableTransport } from './closable-transport.js';
import type { TransportOptions } from './transport-options.js';

/** The transport that is asked for, its code loaded now; one that stamps its responses when it is given a clock. */
export const loadTransport = async (isHttp2: boolean, options: TransportOptions): Promise<ClosableTransport> => {
  if (isHttp2) return (await import('./http2-transport.js')).createHttp2Transport(options);
  if (options.nowMs !== undefined) return (await import('./timed-transport.js')).createTimedTransport(options);
  return (await import('./fetch-transport.js')).createFetchTransport(options);
};
