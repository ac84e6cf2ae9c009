import type { BatchJob, BatchOutcome } from '../../protocols/batch.js';
import { readWholeText } from '../../transport/read-text.js';
import { readLines } from './read-lines.js';
import type { VendorBatches } from './vendor-batches.js';

const largestWholeBytes = 512 * 1024 * 1024;

/** The results of a batch as the vendor gives them, in any order, one at a time where the vendor has a file of lines. */
export async function* readOutcomes(job: BatchJob, { client, endpoint, open }: VendorBatches): AsyncGenerator<BatchOutcome> {
  for (const result of job.results) {
    const { body } = await open(client.encodeResults(result, endpoint));
    if (client.resultForm(result) === 'whole') {
      yield* client.decodeResults(await readWholeText(body, largestWholeBytes));
      continue;
    }
    for await (const { text } of readLines(body, 'The results of the batch')) if (text !== null && text.trim() !== '') yield* client.decodeResults(text);
  }
}
