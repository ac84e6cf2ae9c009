import type { Io } from '../io.js';
import type { AskOptions, BatchResult } from './ask-item.js';
import { askItem } from './ask-item.js';
import type { BadLine, BatchEntry, BatchItem } from './batch-item.js';
import type { BatchTally } from './batch-tally.js';
import { withSkipHint } from './check-entries.js';
import type { CostGate } from './cost-gate.js';
import type { IdTable } from './id-table.js';
import type { ItemPlanner, PlannedItem } from './plan-item.js';

/** Takes what became of a prompt; it is written when this resolves. */
export type BatchSink = {
  result(result: BatchResult): Promise<void>;
  badLine(bad: BadLine): Promise<void>;
  /** All that there is to say of the prompt at this place of the input has been said. */
  settled(index: number): void;
};

export type AskAllOptions = {
  /** Opens the input, which ends when the signal aborts. */
  readonly open: (signal: AbortSignal) => AsyncGenerator<BatchEntry>;
  readonly concurrency: number;
  readonly skipsBadLines: boolean;
  readonly answered: IdTable | undefined;
  readonly planner: ItemPlanner;
  readonly costGate: CostGate | undefined;
  readonly ask: AskOptions;
  readonly sink: BatchSink;
  readonly tally: BatchTally;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The program's own world: its signal stops the run, that of `ask` what is under way. */
  readonly io: Io;
};

type Run = AskAllOptions & {
  readonly entries: AsyncGenerator<BatchEntry>;
  readonly input: AbortController;
  /** Why nothing more is begun. */
  stoppedBy: Error | undefined;
};

/** How often a prompt waits for a provider that fails again and again. */
const mostWaits = 5;

const stop = (run: Run, reason: unknown): void => {
  run.stoppedBy ??= reason instanceof Error ? reason : new Error('The run was stopped.', { cause: reason });
  run.input.abort();
};

const takeBadLine = async (bad: BadLine, run: Run): Promise<void> => {
  if (!run.skipsBadLines) {
    stop(run, withSkipHint(bad.error));
    return;
  }
  await run.sink.badLine(bad);
  run.tally.countBadLine();
};

/** A refused key is refused for all that follow, too. */
const takeResult = async (result: BatchResult, run: Run): Promise<void> => {
  const { error, report } = result;
  if (error?.kind === 'cancelled') return;
  if (error?.kind === 'auth') stop(run, error);
  if (isLeftAlone(result)) stop(run, error);
  if ((error?.kind === 'auth' || isLeftAlone(result)) && report.attempts === 0) return;
  await run.sink.result(result);
  run.tally.count(result);
};

const isLeftAlone = ({ error, report }: BatchResult): boolean => error?.code === 'circuit_open' && report.attempts === 0;

/** Waits for a provider that is left alone because it failed again and again; when it does not come back, the run ends and nothing is lost. */
const askPatiently = async (item: BatchItem, planned: PlannedItem, run: Run): Promise<BatchResult> => {
  let result = await askItem(item, planned, run.ask);
  for (let waits = 0; isLeftAlone(result) && run.stoppedBy === undefined && waits < mostWaits; waits += 1) {
    await run.sleep(result.error?.retryAfterMs ?? 0, run.input.signal);
    result = await askItem(item, planned, run.ask);
  }
  return result;
};

/** What brought nothing is not billed; an answer of unknown cost counts with its worst case. */
const costOf = ({ report: { answer, costUsd } }: BatchResult): number | null =>
  answer.text === '' && answer.reasoning === null ? (costUsd ?? 0) : costUsd;

const takeItem = async (item: BatchItem, run: Run): Promise<void> => {
  const planned = await run.planner(item);
  const leave = await run.costGate?.enter(planned.plan);
  if (run.stoppedBy !== undefined) {
    leave?.(0);
    return;
  }
  const result = await askPatiently(item, planned, run);
  leave?.(costOf(result));
  await takeResult(result, run);
};

const takeEntry = async (entry: BatchEntry, run: Run): Promise<void> => {
  try {
    if ('bad' in entry) await takeBadLine(entry.bad, run);
    else if (run.answered?.get(String(entry.item.id)) === undefined) await takeItem(entry.item, run);
    else run.tally.countSkipped();
  } catch (error) {
    stop(run, error);
  }
  run.sink.settled('bad' in entry ? entry.bad.index : entry.item.index);
};

/** One of those who take the next prompt when they are done with one, so that the input is read no faster than it is answered. */
const work = async (run: Run): Promise<void> => {
  while (run.stoppedBy === undefined) {
    try {
      const next = await run.entries.next();
      if (next.done === true) return;
      await takeEntry(next.value, run);
    } catch (error) {
      stop(run, error);
    }
  }
};

/**
 * Asks the prompts of a batch, so many at once, in the order of the input. What was begun is brought to its end
 * and written, also when the run stops early. Throws what stopped it: a refused key, a bad line, a full disk, the
 * cap on costs, a signal.
 */
export const askAll = async (options: AskAllOptions): Promise<void> => {
  const input = new AbortController();
  const run: Run = { ...options, input, entries: options.open(input.signal), stoppedBy: undefined };
  const { signal } = options.io;
  const onAbort = (): void => stop(run, signal.reason);
  signal.addEventListener('abort', onAbort);
  if (signal.aborted) onAbort();
  try {
    await Promise.all(Array.from({ length: options.concurrency }, () => work(run)));
  } finally {
    signal.removeEventListener('abort', onAbort);
    await run.entries.return(undefined);
  }
  if (run.stoppedBy !== undefined) throw run.stoppedBy;
};
