import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { UadaError } from '../core/errors.js';
import type { Io } from '../app/io.js';
import type { Writer } from '../render/writer.js';
import { createWriter } from '../render/writer.js';
import { checkWritable } from './check-writable.js';

/** Where the answer goes: stdout, or the file of `--output`. */
export type OutputTarget = {
  readonly writer: Writer;
  readonly isTerminal: boolean;
  /** Resolves when every byte is with the system. */
  close(): Promise<void>;
};

const fileError = (path: string, error: unknown): UadaError =>
  new UadaError('usage', `The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, {
    cause: error, hint: 'Check the path after --output and the space on the disk.',
  });

/** Opened with the first text, so that a request that fails leaves an older file alone. */
const openFile = (path: string): OutputTarget => {
  checkWritable(path, '--output');
  let file: WriteStream | undefined;
  let writer: Writer | undefined;
  const open = async (): Promise<Writer> => {
    file = createWriteStream(path);
    const opening = file;
    await new Promise<void>((resolve, reject) => {
      opening.once('open', () => resolve()).once('error', (error) => reject(fileError(path, error)));
    });
    return createWriter(file, (error) => fileError(path, error));
  };
  return {
    isTerminal: false,
    writer: {
      write: async (text) => {
        if (text === '') return;
        writer ??= await open();
        await writer.write(text);
      },
    },
    close: async () => {
      if (file === undefined) return;
      const closing = file;
      await new Promise<void>((resolve, reject) => {
        closing.end((error?: Error | null) => (error ? reject(fileError(path, error)) : resolve()));
      });
    },
  };
};

/** The target of a run: the file when one is named, else stdout. */
export const openOutput = (path: string | undefined, io: Io): OutputTarget =>
  path === undefined
    ? { writer: createWriter(io.stdout), isTerminal: io.stdout.isTTY === true, close: () => Promise.resolve() }
    : openFile(path);
