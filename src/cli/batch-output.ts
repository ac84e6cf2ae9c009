import { realpathSync, statSync } from 'node:fs';
import type { BatchSink } from '../app/batch/ask-all.js';
import type { JournalState } from '../app/batch/journal.js';
import { cutTornLine, openJournal, readJournal, rewriteJournal } from '../app/batch/journal.js';
import { lockOutput } from '../app/batch/output-lock.js';
import { createTurns } from '../app/batch/turns.js';
import type { Io } from '../app/io.js';
import { UadaError } from '../core/errors.js';
import { sanitise } from '../render/sanitiser.js';
import { createWriter } from '../render/writer.js';
import { toBadBatchLine, toBatchLine } from './batch-line.js';
import { checkWritable } from './check-writable.js';

/** Where the answers go. */
export type BatchOutput = {
  readonly name: string;
  /** True for a file that a later run can go on with. */
  readonly isResumable: boolean;
  /** What earlier runs left; undefined for a new output. */
  readonly earlier: JournalState | undefined;
  /** Takes out of an earlier output what is going to be asked again. */
  mend(): Promise<void>;
  readonly sink: BatchSink;
  /** The run came to its end: puts the lines in order where that is wished. */
  finish(): Promise<void>;
  /** Gives the output free for others. */
  close(): void;
};

export type OutputOptions = {
  /** Undefined and `-` are stdout. */
  readonly path: string | undefined;
  readonly inputPath: string;
  readonly isResumed: boolean;
  readonly isOrdered: boolean;
};

const openStdout = ({ isResumed, isOrdered }: OutputOptions, io: Io): BatchOutput => {
  if (isResumed) throw new UadaError('usage', '--resume needs the output of the earlier run.', { hint: 'Name it after --output.' });
  const writer = createWriter(io.stdout);
  const turns = isOrdered ? createTurns() : undefined;
  const write = async (text: string, index: number): Promise<void> => {
    await turns?.wait(index);
    await writer.write(io.stdout.isTTY === true ? sanitise(text) : text);
  };
  return {
    name: 'stdout', isResumable: false, earlier: undefined,
    mend: () => Promise.resolve(),
    sink: {
      result: (result) => write(toBatchLine(result), result.item.index),
      badLine: (bad) => write(toBadBatchLine(bad), bad.index),
      settled: (index) => turns?.settle(index),
    },
    finish: () => Promise.resolve(),
    close: () => undefined,
  };
};

const refuseNotEmpty = (path: string): UadaError =>
  new UadaError('usage', `${path} is there already and not empty.`, { hint: '--resume goes on with it; otherwise name another file after --output.' });

const sizeOf = (path: string, inputPath: string): number => {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isFile()) throw new UadaError('usage', `${path} is no regular file.`, { hint: 'Name a file after --output, or leave it out and redirect stdout.' });
  if (inputPath !== '-' && realpathSync(path) === realpathSync(inputPath)) throw new UadaError('usage', `${path} is the input, and would be the output, too.`, { hint: 'Name another file after --output.' });
  return stats.size;
};

const openFile = async (path: string, { inputPath, isResumed, isOrdered }: OutputOptions): Promise<BatchOutput> => {
  checkWritable(path, '--output');
  const size = sizeOf(path, inputPath);
  if (size > 0 && !isResumed) throw refuseNotEmpty(path);
  const unlock = lockOutput(path);
  try {
    const earlier = sizeOf(path, inputPath) > 0 ? await readJournal(path) : undefined;
    const journal = openJournal(path);
    const append = (line: string): Promise<void> => new Promise((resolve) => {
      journal.append(line);
      resolve();
    });
    return {
      name: path, isResumable: true, earlier,
      mend: async () => {
        if (earlier === undefined) return;
        if (earlier.failedCount > 0) await rewriteJournal(path, { dropsFailures: true, isOrdered: false });
        else if (earlier.isTorn) cutTornLine(path, earlier);
      },
      sink: {
        result: (result) => append(toBatchLine(result)),
        badLine: (bad) => append(toBadBatchLine(bad)),
        settled: () => undefined,
      },
      finish: async () => {
        journal.close();
        if (isOrdered && sizeOf(path, inputPath) > 0) await rewriteJournal(path, { dropsFailures: false, isOrdered });
      },
      close: () => {
        journal.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
};

/**
 * Opens the output of a batch, which no other uada writes from now on. Throws a `usage` error for a file that holds
 * anything, unless the run is resumed. Nothing is written before the first answer.
 */
export const openBatchOutput = async (options: OutputOptions, io: Io): Promise<BatchOutput> => {
  const { path } = options;
  return path === undefined || path === '-' ? openStdout(options, io) : openFile(path, options);
};
