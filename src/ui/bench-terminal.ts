import type { LoadProgress } from '../core/load-progress.js';
import { createWriter } from '../render/writer.js';
import { toBenchLines } from './bench-lines.js';
import { createLiveLoop } from './live-loop.js';
import { createQueue } from './queue.js';
import type { CreateLiveView } from './screen.js';
import { createScreen } from './screen.js';
import type { TerminalOutput } from './window-size.js';
import { windowSizeOf } from './window-size.js';

export type BenchTerminalOptions = {
  readonly stderr: TerminalOutput;
  readonly monotonicMs: () => number;
  /** What TERM says. */
  readonly term?: string | undefined;
  readonly progress: () => LoadProgress;
};

/** A load test on the terminal of stderr. */
export type BenchTerminal = {
  /** A line above the live ones. */
  warn(line: string): void;
  /** Takes the live lines away. */
  close(): Promise<void>;
};

const frameMs = 100;

/** A view that loads this slowly comes later, in the middle of the run. */
const loadLimitMs = 3000;

const untilLimit = (loaded: Promise<unknown>): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(resolve, loadLimitMs);
  void loaded.catch(() => undefined).finally(() => {
    clearTimeout(timer);
    resolve();
  });
});

/** Resolves when what draws is loaded, so that its loading takes no time from a measurement. At most ten frames a second. */
export const openBenchTerminal = async ({ stderr, monotonicMs, term, progress }: BenchTerminalOptions): Promise<BenchTerminal> => {
  let size = windowSizeOf(stderr);
  const warnings: string[] = [];
  const screen = createScreen(createWriter(stderr), () => size.columns, { term });
  const run = createQueue();
  const sayWarnings = async (): Promise<void> => {
    if (warnings.length === 0) return;
    await screen.lift();
    stderr.write(warnings.splice(0).join(''));
  };
  const draw = async (): Promise<void> => {
    await sayWarnings();
    await screen.draw({ finished: [], tail: toBenchLines(progress(), size.columns).slice(0, size.tailRows) });
  };
  const resize = async (): Promise<void> => {
    const next = windowSizeOf(stderr);
    await screen.lift(next.columns);
    size = next;
  };
  const loading = import('./load-ink.js').then(({ loadInk }): Promise<CreateLiveView> => loadInk());
  const loop = createLiveLoop({
    stdout: stderr, monotonicMs, frameMs, loadView: () => loading,
    enable: (createView) => screen.enable(createView),
    draw: () => run(draw),
    isMoving: () => true,
    resize: () => run(resize),
    suspend: () => run(() => screen.lift()),
  });
  loop.loader.load();
  await untilLimit(loading);
  return {
    warn: (line) => {
      warnings.push(line);
      loop.drawSoon();
    },
    close: () => {
      loop.stop();
      return run(async () => {
        await screen.lift();
        await sayWarnings();
      });
    },
  };
};
