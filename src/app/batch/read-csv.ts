import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UadaError } from '../../core/errors.js';
import type { JsonObject } from '../../core/request.js';

/** A row under the names of the first one, with the line it ends on. */
export type CsvRow = { readonly row: JsonObject; readonly line: number; readonly index: number };

type Parsed = { readonly info: { readonly lines: number }; readonly record: JsonObject };

/** csv-parse says on which line; the place stands in front already. */
const toUsageError = (error: CsvError, name: string): UadaError => {
  const line = typeof error['lines'] === 'number' ? `, line ${error['lines']}` : '';
  const reason = error.message.replace(/\s+/g, ' ').replace(/ (?:on|at) line \d+/, '').replace(/\.$/, '');
  return new UadaError('usage', `${name}${line}: ${reason}.`, { cause: error, hint: 'Quote fields that hold a separator, a quote or a line break (RFC 4180).' });
};

/** The rows of a CSV (RFC 4180) with a row of names first, one at a time. Throws a `usage` error with the line of a row that is none. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>, name: string, delimiter: string): AsyncGenerator<CsvRow> {
  const source = Readable.from(bytes);
  const parser = parse({ columns: true, bom: true, info: true, delimiter, skip_empty_lines: true });
  // `pipe` does not hand errors on.
  source.on('error', (error) => parser.destroy(error)).pipe(parser);
  let index = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      yield { row: record, line: info.lines, index };
      index += 1;
    }
  } catch (error) {
    throw error instanceof CsvError ? toUsageError(error, name) : error;
  } finally {
    source.destroy();
  }
}
