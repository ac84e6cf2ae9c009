import type { Leaving } from './chat-session.js';

export type Ending = { readonly ended: Promise<Leaving>; readonly leave: (leaving: Leaving) => void; readonly crash: (error: unknown) => void };

/** The end of a chat, whoever brings it about. */
export const createEnding = (signal: AbortSignal): Ending => {
  let leave: Ending['leave'] = () => undefined;
  let crash: Ending['crash'] = () => undefined;
  const ended = new Promise<Leaving>((resolve, reject) => {
    leave = resolve;
    crash = (error) => reject(error instanceof Error ? error : new Error(String(error)));
  });
  if (signal.aborted) crash(signal.reason);
  signal.addEventListener('abort', () => crash(signal.reason), { once: true });
  return { ended, leave, crash };
};
