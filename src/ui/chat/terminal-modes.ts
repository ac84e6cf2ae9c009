import type { Writable } from 'node:stream';
import { watchAbruptEnd } from '../abrupt-end.js';
import { showCursor } from '../sequences.js';
import type { KeyboardMode } from './keyboard-mode.js';

/** A terminal as keys are read from it. */
export type TerminalInput = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };

/** The modes in which single keys and whole pastes can be told. */
export type TerminalModes = { enter(): void; leave(): void };

const bracketedPaste = { on: '\u001b[?2004h', off: '\u001b[?2004l' };

/** Switches the modes on and off, that of the keyboard with them. They are off when the process ends, whatever ends it, as long as it can still act. */
export const createTerminalModes = (stdin: TerminalInput, stdout: Writable, keyboard: KeyboardMode): TerminalModes => {
  let endWatch: (() => void) | undefined;
  const leave = (): void => {
    if (endWatch === undefined) return;
    endWatch();
    endWatch = undefined;
    stdout.write(keyboard.off + bracketedPaste.off + showCursor);
    stdin.setRawMode?.(false);
  };
  return {
    enter: () => {
      if (endWatch !== undefined) return;
      endWatch = watchAbruptEnd(leave);
      stdin.setRawMode?.(true);
      stdout.write(bracketedPaste.on + keyboard.on);
    },
    leave,
  };
};
