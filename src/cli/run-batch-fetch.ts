import type { BatchSink } from '../app/batch/ask-all.js';
import type { BatchRecord } from '../app/batch/batch-record.js';
import { createBatchTally } from '../app/batch/batch-tally.js';
import { fetchBatch } from '../app/batch/fetch-batch.js';
import { recordOf } from '../app/batch/submitted-batch.js';
import type { BatchResult } from '../app/batch/ask-item.js';
import type { Io } from '../app/io.js';
import type { FlagValues } from '../config/settings.js';
import { toJsonLine } from '../render/json-line.js';
import { createWriter } from '../render/writer.js';
import type { BatchOutput } from './batch-output.js';
import { openBatchOutput } from './batch-output.js';
import type { BatchOutcome } from './batch-summary.js';
import { toBatchFailure, toSummaryJson, toSummaryLine } from './batch-summary.js';
import { readSettings } from './read-settings.js';
import { ShownError } from './shown-error.js';
import { toStderrLine } from './stderr-line.js';
import { toSubmittedInput } from './submitted-input.js';

export type FetchArguments = { readonly id: string; readonly options: Readonly<Record<string, unknown>>; readonly flags: FlagValues };

type Held = { readonly sink: BatchSink; flush(): Promise<void> };

/** Results come in any order: for stdout in order they are held back; a file is put in order at its end. */
const inOrder = ({ sink, isResumable }: BatchOutput, isOrdered: boolean): Held => {
  if (!isOrdered || isResumable) return { sink, flush: () => Promise.resolve() };
  const held: BatchResult[] = [];
  return {
    sink: { ...sink, result: (result) => Promise.resolve(void held.push(result)) },
    flush: async () => {
      for (const result of held.sort((left, right) => left.item.index - right.item.index)) await sink.result(result);
    },
  };
};

const publish = async (outcome: BatchOutcome, output: BatchOutput, { json, quiet }: { readonly json: boolean; readonly quiet: boolean }, io: Io): Promise<void> => {
  if (json) await createWriter(output.isResumable ? io.stdout : io.stderr).write(toJsonLine(toSummaryJson(outcome)));
  else if (!quiet) io.stderr.write(toStderrLine(toSummaryLine(outcome)));
};

const retryHint = ({ input }: BatchRecord, output: BatchOutput): string | undefined =>
  output.isResumable ? `"uada batch ${input} -o ${output.name} --resume" asks them again, at the full price.` : undefined;

/** `batch fetch`: the answers into the output, the summary on stderr. */
export const fetchSubmitted = async ({ id, options, flags }: FetchArguments, io: Io): Promise<void> => {
  const read = await readSettings(flags, io);
  const input = toSubmittedInput(read, io);
  const record = recordOf(id, input);
  const isOrdered = options['ordered'] === true;
  // The turns of stdout belong to prompts that are asked in their order.
  const output = await openBatchOutput({ path: read.settings.output, inputPath: '-', isResumed: options['resume'] === true, isOrdered: isOrdered && read.settings.output !== undefined && read.settings.output !== '-' }, io);
  const tally = createBatchTally();
  const startedMs = io.monotonicMs();
  try {
    await output.mend();
    const held = inOrder(output, isOrdered);
    await fetchBatch({
      record, input, isWaiting: options['wait'] === true, answered: output.earlier?.answered, sink: held.sink, tally,
      onLook: ({ status, succeeded, failed, total }) => {
        if (!read.settings.quiet) io.stderr.write(toStderrLine(`${record.jobId ?? ''}: ${status}${succeeded === null ? '' : `, ${succeeded + (failed ?? 0)} of ${total ?? record.count} done`}`));
      },
    });
    await held.flush();
    await output.finish();
    const failure = toBatchFailure(tally.counts, retryHint(record, output));
    await publish({ input: record.input, output: output.name, counts: tally.counts, latency: tally.latency(), elapsedMs: io.monotonicMs() - startedMs, failure }, output, read.settings, io);
    if (failure !== undefined) throw new ShownError(failure);
  } finally {
    output.close();
  }
};
