import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { codeOf } from './connection-error.js';
import type { Deadlines } from './deadlines.js';

/** What becomes of the connection of one request. */
export type ConnectionWatch = {
  /** Stands in for the watched agent, for this request only. */
  readonly agent: Agent;
  /** DNS, TCP and TLS together; 0 on a reused connection, undefined before there is one. */
  readonly connectMs: number | undefined;
  /** What the connection failed with. */
  readonly error: Error | undefined;
  /** True when a reused connection turned out to be closed before it brought a byte. */
  readonly isStale: boolean;
};

/** The part of an agent that `http.request` calls. */
export type RequestTaker = { addRequest(request: ClientRequest, ...rest: readonly unknown[]): void };

const staleCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** Follows the sockets of one request and moves its time limits from connecting to waiting. */
export const watchConnection = (agent: Agent, deadlines: Deadlines, nowMs: () => number): ConnectionWatch => {
  let connectMs: number | undefined;
  let error: Error | undefined;
  let socketInUse: Socket | undefined;
  let bytesBefore = 0;
  let isReused = false;

  const setReady = (elapsedMs: number): void => {
    connectMs = elapsedMs;
    deadlines.enter('firstByte');
  };

  const onSocket = (request: ClientRequest, socket: Socket, startedMs: number | undefined): void => {
    socketInUse = socket;
    bytesBefore = socket.bytesRead;
    if (isConnected(socket)) {
      isReused = request.reusedSocket || startedMs === undefined;
      setReady(isReused ? 0 : nowMs() - (startedMs ?? nowMs()));
      return;
    }
    const beginMs = startedMs ?? nowMs();
    deadlines.enter('connect');
    socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', () => setReady(nowMs() - beginMs));
  };

  const addRequest = (request: ClientRequest, ...rest: readonly unknown[]): void => {
    request.once('error', (cause) => (error = cause));
    const addedMs = nowMs();
    (agent as Agent & RequestTaker).addRequest(request, ...rest);
    // Waiting for a free connection is no connecting.
    const isQueued = Object.values(agent.requests).some((queue) => queue?.at(-1) === request);
    const startedMs = isQueued ? undefined : addedMs;
    if (!isQueued) deadlines.enter('connect');
    request.once('socket', (socket) => onSocket(request, socket, startedMs));
  };

  return {
    agent: Object.create(agent, { addRequest: { value: addRequest } }) as Agent,
    get connectMs() {
      return connectMs;
    },
    get error() {
      return error;
    },
    get isStale() {
      return isReused && staleCodes.has(codeOf(error)) && socketInUse?.bytesRead === bytesBefore;
    },
  };
};

const isConnected = (socket: Socket): boolean =>
  !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting === true);
