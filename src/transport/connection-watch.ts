import type { Agent, ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { codeOf } from './connection-error.js';
import type { Deadlines } from './deadlines.js';

/** What becomes of the connection of one request. */
export type ConnectionWatch = {
  readonly agent: Agent;
  /** Follows a request that the agent was given at this moment. */
  follow(request: ClientRequest, addedMs: number): void;
  /** DNS, TCP and TLS together; 0 on a reused connection, undefined before there is one. */
  connectMs(): number | undefined;
  /** What the connection failed with. */
  error(): Error | undefined;
  /** True when a reused connection turned out to be closed before it brought a byte. */
  isStale(): boolean;
};

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

  const follow = (request: ClientRequest, addedMs: number): void => {
    request.once('error', (cause) => (error = cause));
    // Waiting for a free connection is no connecting.
    const isQueued = Object.values(agent.requests).some((queue) => queue?.at(-1) === request);
    const startedMs = isQueued ? undefined : addedMs;
    if (!isQueued) deadlines.enter('connect');
    request.once('socket', (socket) => onSocket(request, socket, startedMs));
  };

  return {
    agent, follow,
    connectMs: () => connectMs,
    error: () => error,
    isStale: () => isReused && staleCodes.has(codeOf(error)) && socketInUse?.bytesRead === bytesBefore,
  };
};

/** The part of an agent that `http.request` calls. */
export type RequestTaker = { addRequest(request: ClientRequest, ...rest: readonly unknown[]): void };

/** Stands in for the agent where only that can be handed over and the request is made by others. */
export const toWatchingAgent = (watch: ConnectionWatch, nowMs: () => number): Agent => {
  const addRequest = (request: ClientRequest, ...rest: readonly unknown[]): void => {
    const addedMs = nowMs();
    (watch.agent as Agent & RequestTaker).addRequest(request, ...rest);
    watch.follow(request, addedMs);
  };
  return Object.create(watch.agent, { addRequest: { value: addRequest } }) as Agent;
};

const isConnected = (socket: Socket): boolean =>
  !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting === true);
