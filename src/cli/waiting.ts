import type { Io } from '../app/io.js';
import type { Settings } from '../config/setting-rows.js';

/** A spinner on stderr that says what is waited for. */
export type Waiting = {
  say(text: string): void;
  /** Takes it off the screen. */
  end(): void;
};

/** Who waits no longer than this sees nothing of it, and loads nothing for it. */
const patienceMs = 300;

const wantsSpinner = ({ quiet, screenReader }: Settings, { stderr, environment }: Io): boolean =>
  !quiet && !screenReader && environment['TERM'] !== 'dumb' && (environment['CI'] ?? '') === '' && stderr.isTTY === true;

/**
 * Tells a person at a terminal what a command waits for. What is written meanwhile stays readable, Ctrl-C stays a signal,
 * and the cursor is back when it ends, also by the signal of `io`.
 */
export const startWaiting = (first: string, settings: Settings, io: Io): Waiting => {
  if (!wantsSpinner(settings, io)) return { say: () => undefined, end: () => undefined };
  let text = first;
  let isOver = false;
  let spinner: { text: string; stop(): unknown } | undefined;
  const show = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (isOver) return;
    spinner = ora({ text, stream: io.stderr, discardStdin: false, isEnabled: true, color: settings.color === 'never' ? false : 'cyan' }).start();
  };
  const timer = setTimeout(() => void show().catch(() => undefined), patienceMs).unref();
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
    io.signal.removeEventListener('abort', end);
    spinner?.stop();
  };
  io.signal.addEventListener('abort', end, { once: true });
  return {
    say: (next) => {
      text = next;
      if (spinner !== undefined) spinner.text = next;
    },
    end,
  };
};
