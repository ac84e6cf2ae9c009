import type { ChatScreen } from './chat-screen.js';
import type { TerminalModes } from './terminal-modes.js';

/** A shell that ignores the stop signal leaves the process running. */
const ignoredMs = 100;

const continued = (): Promise<void> => new Promise((resolve) => {
  const go = (): void => {
    clearTimeout(timer);
    process.off('SIGCONT', go);
    resolve();
  };
  const timer = setTimeout(go, ignoredMs);
  process.on('SIGCONT', go);
});

/** Ctrl-Z: gives the terminal back to the shell, stops with the whole job, and goes on where it was when it is continued. */
export const suspendChat = async (screen: ChatScreen, modes: TerminalModes): Promise<void> => {
  if (process.platform === 'win32') return;
  await screen.yield(async () => {
    modes.leave();
    const back = continued();
    process.kill(0, 'SIGTSTP');
    await back;
    modes.enter();
  });
};
