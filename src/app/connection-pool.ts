import type { KeyPlaces } from './find-key.js';
import type { Candidate } from './complete-plan.js';
import type { Connection, ConnectionSettings } from './connect.js';
import { connect } from './connect.js';
import type { Io } from './io.js';

/** One connection a provider and address, opened when it is first asked for and kept for the next prompt. */
export type ConnectionPool = {
  /** Throws what finding the key throws, also to whoever asks again before the pool was closed. */
  connectTo(candidate: Candidate, io: Io): Promise<Connection>;
  /** Closes what is open; who asks afterwards is connected anew, with the key as it is then. */
  close(): Promise<void>;
};

/** What reaches the same server in the same way. */
const placeOf = ({ target: { row, protocol, baseUrl } }: Candidate): string => `${row.id} ${protocol} ${baseUrl}`;

export type ConnectionPoolOptions = {
  readonly settings: ConnectionSettings;
  readonly places: KeyPlaces;
  /** Takes the transport that stamps its responses. @default false */
  readonly isTimed?: boolean | undefined;
};

/** Nothing is connected before it is asked for. */
export const openConnectionPool = ({ settings, places, isTimed }: ConnectionPoolOptions): ConnectionPool => {
  const connections = new Map<string, Promise<Connection>>();
  return {
    connectTo: (candidate, io) => {
      const place = placeOf(candidate);
      const connection = connections.get(place) ?? connect({ settings, places, isTimed, io, target: candidate.target });
      connections.set(place, connection);
      return connection;
    },
    close: async () => {
      const opened = await Promise.allSettled([...connections.values()]);
      connections.clear();
      for (const outcome of opened) if (outcome.status === 'fulfilled') await outcome.value.close();
    },
  };
};
