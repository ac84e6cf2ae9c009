import { createReadStream } from 'node:fs';
import { readLines } from '../app/batch/read-lines.js';
import { noticeSilence } from '../app/input/notice-silence.js';
import type { Io } from '../app/io.js';
import { unreadableFile } from '../config/regular-file.js';
import { UadaError } from '../core/errors.js';
import { toJsonLine } from '../render/json-line.js';
import { storeWriter } from './store-output.js';
import { withCacheTools } from './with-cache-tools.js';

/** `cache export`: what `import` reads. */
export const exportEntries = (io: Io): Promise<void> => withCacheTools(io, async (tools) => {
  const out = storeWriter(io);
  for await (const { key, answer, expiresMs } of tools.entries()) await out.write(toJsonLine({ key, answer, expiresMs }));
});

/** The longest answer that is kept, with every character escaped. */
const longestEntryBytes = 128 * 1024 * 1024;

const parseLine = (line: string | null): unknown => {
  try {
    return line === null ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** `cache import`. Lines that are no entries are counted, not trusted. */
export const importEntries = (file: string, io: Io): Promise<void> => withCacheTools(io, async (tools) => {
  const name = file === '-' ? 'stdin' : file;
  const input = file === '-' ? io.stdin : createReadStream(file);
  const counts = { added: 0, refused: 0 };
  const failed = new Promise<never>((_resolve, reject) => {
    // A pipe may stay silent for ever.
    io.signal.addEventListener('abort', () => {
      reject(io.signal.reason as Error);
      input.destroy();
    }, { once: true });
    input.once('error', (error: unknown) => reject(unreadableFile(file, error)));
  });
  const heard = file === '-' ? noticeSilence(() => 'Waiting for answers on stdin.', io.warn) : undefined;
  const read = async (): Promise<void> => {
    for await (const { text } of readLines(input, name, longestEntryBytes)) {
      heard?.();
      if (text?.trim() === '') continue;
      counts[await tools.add(parseLine(text)) ? 'added' : 'refused'] += 1;
    }
  };
  await Promise.race([read(), failed]).finally(heard);
  if (counts.added === 0 && counts.refused > 0) {
    throw new UadaError('usage', `${name} holds no answer that can be added.`, { hint: '`uada cache export` writes such files.' });
  }
  io.warn(`Added ${counts.added} ${counts.added === 1 ? 'answer' : 'answers'}${counts.refused === 0 ? '' : `; ${counts.refused} ${counts.refused === 1 ? 'line was no usable entry' : 'lines were no usable entries'}`}.`);
});
