import { setTimeout } from 'node:timers/promises';
import type { Adversary } from './adversary.js';
import type { FakeTerminal } from './fake-terminal.js';

/** Changes the window; the program hears of it when the result is called. */
export type Resize = (columns: number, rows: number) => () => void;

/** Shows the pieces; the terminal has another size before the frames of some of them, and the program hears of it after. */
export const streamUnheard = async (terminal: FakeTerminal, { pieces, resizes }: Adversary, show: (piece: string) => Promise<void>, change: Resize = terminal.resizeUnheard): Promise<void> => {
  let hear: (() => void) | undefined;
  for (const [index, piece] of pieces.entries()) {
    await terminal.lines();
    const resize = resizes.find(({ from }) => from === index);
    if (resize !== undefined) hear = change(resize.columns, resize.rows);
    await show(piece);
    if (!resizes.some(({ to }) => to === index)) continue;
    await terminal.lines();
    hear?.();
    // The window is still again when the timer of no length has fired.
    await setTimeout(2);
  }
};
