import type { BenchOptions } from '../app/bench/options.js';
import type { Io } from '../app/io.js';
import { withWarn } from '../app/io.js';
import { createLiveTally } from '../app/bench/live-tally.js';
import type { LoadWatcher } from '../app/bench/load-watcher.js';
import type { Settings } from '../config/setting-rows.js';
import { wantsView } from './choose-presenter.js';
import { toStderrLine } from './stderr-line.js';

/** What shows a run while it goes on, on the terminal of stderr. */
export type Dashboard = {
  readonly watchers: readonly LoadWatcher[];
  /** The world of the run, whose warnings do not mix with the live lines. */
  readonly io: Io;
  close(): Promise<void>;
};

type Plan = Pick<BenchOptions, 'plan' | 'series'> & { readonly targetCount: number; /** Null where it is not known. */ readonly totalRequests: number | null };

/** Opens the live view where stderr is a terminal that can show it, before anything is measured; else shows nothing. */
export const openDashboard = async (settings: Settings, { plan, series, targetCount, totalRequests }: Plan, io: Io): Promise<Dashboard> => {
  if (!wantsView(settings, { isTerminal: io.stderr.isTTY === true }, io)) return { watchers: [], io, close: () => Promise.resolve() };
  const { openBenchTerminal } = await import('../ui/bench-terminal.js');
  const tally = createLiveTally({
    monotonicMs: io.monotonicMs, targetCount, totalRequests, durationMs: series === undefined ? plan.durationMs : undefined,
  });
  const terminal = await openBenchTerminal({ stderr: io.stderr, monotonicMs: io.monotonicMs, term: io.environment['TERM'], progress: tally.progress });
  return { watchers: [tally], io: withWarn(io, (line) => terminal.warn(toStderrLine(line))), close: () => terminal.close() };
};
