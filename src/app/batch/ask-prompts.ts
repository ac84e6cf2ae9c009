import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from '../../config/setting-rows.js';
import type { History } from '../../store/history.js';
import type { Io } from '../io.js';
import type { KeyPlaces } from '../find-key.js';
import { cachePolicyOf } from '../cache-policy.js';
import { createLimits } from '../limits.js';
import { toNoticeLine } from '../notice-line.js';
import { openSharedRun } from '../shared-run.js';
import { createStoreWarning } from '../store-warning.js';
import type { BatchSink } from './ask-all.js';
import { askAll } from './ask-all.js';
import type { BatchTally } from './batch-tally.js';
import type { CheckOptions } from './check-entries.js';
import { checkEntries } from './check-entries.js';
import { createCostGate } from './cost-gate.js';
import { stopGently } from './stop-gently.js';

type Warn = (line: string) => void;

export type AskPromptsOptions = {
  readonly check: CheckOptions;
  readonly settings: Settings;
  readonly places: KeyPlaces;
  readonly dataDir: string | null;
  readonly skipsBadLines: boolean;
  readonly sink: BatchSink;
  readonly tally: BatchTally;
  readonly io: Io;
  readonly warn: Warn;
};

/** How a run ended: undefined when the input did, else what stopped it. */
export type BatchEnd = { readonly thrown: unknown; readonly elapsedMs: number };

/** How long a first Ctrl-C waits for the answers under way. */
const graceMs = 10_000;

const openHistoryOf = async ({ settings, dataDir, io }: AskPromptsOptions, warn: Warn): Promise<History | undefined> =>
  settings.history && dataDir !== null ? (await import('../../store/history.js')).openHistory({ dataDir, warn, now: io.now }) : undefined;

/** Opens what the prompts of a batch share, asks them, and closes it again. Never rejects. */
export const askPrompts = async (options: AskPromptsOptions): Promise<BatchEnd> => {
  const { check, settings, dataDir, io, warn, tally } = options;
  const gentle = stopGently(io, { graceMs, onStop: () => warn(`Stopping: waiting up to ${graceMs / 1000} s for the answers under way; Ctrl-C again leaves at once.`) });
  const warnOfStore = createStoreWarning(gentle.io);
  const common = {
    // The cap is on the run, not on a prompt: the gate keeps it.
    settings: { ...settings, maxCostUsd: undefined },
    places: options.places, dataDir, maxCacheBytes: settings.cacheMaxBytes, warnOfStore, io: gentle.io,
  };
  const shared = openSharedRun({ ...common, cache: cachePolicyOf(settings) });
  const limits = createLimits({ settings, config: options.places.config, io: gentle.io, concurrency: settings.concurrency });
  const history = await openHistoryOf(options, warnOfStore);
  const startedMs = io.monotonicMs();
  try {
    const thrown: unknown = await askAll({
      ...options, open: (signal) => checkEntries(check, signal), concurrency: settings.concurrency, answered: check.answered, planner: check.planner, tally,
      // A signal of its own: Node warns of the eleventh who listens to the same one.
      sleep: (ms, signal) => delay(ms, undefined, { signal: AbortSignal.any([signal]) }).catch(() => undefined),
      costGate: settings.maxCostUsd === undefined ? undefined : createCostGate(settings.maxCostUsd),
      ask: { ...common, shared, limits, isStrict: settings.strict, history, notify: (notice) => (settings.verbose ? warn(toNoticeLine(notice)) : undefined) },
    }).then(() => undefined, (error: unknown) => error);
    return { thrown, elapsedMs: io.monotonicMs() - startedMs };
  } finally {
    gentle.end();
    history?.close({ isAtExit: true });
    await shared.close();
  }
};
