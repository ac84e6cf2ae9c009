import type { ClosableTransport } from './closable-transport.js';
import { createFetchTransport } from './fetch-transport.js';
import type { TransportOptions } from './transport-options.js';

export const createHttp2Transport = (options: TransportOptions): ClosableTransport => createFetchTransport(options);
