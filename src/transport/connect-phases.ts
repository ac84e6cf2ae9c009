import type { Socket } from 'node:net';
import type { ExchangeStamps } from '../core/http.js';

/** What the steps of a new connection lasted in milliseconds; null for a step that was not needed or is not done. */
export type ConnectPhases = { -readonly [Name in 'dnsMs' | 'tcpMs' | 'tlsMs']: ExchangeStamps[Name] };

/** Fills in the steps of a socket that is connecting, the first of which began at `beganMs`; nothing of one that is connected. */
export const watchPhases = (socket: Socket, phases: ConnectPhases, nowMs: () => number, beganMs = nowMs()): void => {
  if (!socket.connecting) return;
  let sinceMs = beganMs;
  const lap = (): number => {
    const lastMs = sinceMs;
    sinceMs = nowMs();
    return sinceMs - lastMs;
  };
  socket.once('lookup', () => (phases.dnsMs = lap()));
  socket.once('connect', () => (phases.tcpMs = lap()));
  socket.once('secureConnect', () => (phases.tlsMs = lap()));
};
