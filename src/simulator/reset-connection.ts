import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Turns of the event loop that a reader is given to take what was written. */
const mostTurns = 100;

/** Closes the connection with an RST, after what was written has left the process. */
export const resetConnection = async (response: ServerResponse): Promise<void> => {
  const { socket } = response;
  for (let turn = 0; turn < mostTurns && socket !== null && socket.writableLength > 0; turn += 1) await nextTurn();
  socket?.resetAndDestroy();
};
