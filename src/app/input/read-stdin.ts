import { fstatSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileFaultOf } from '../../config/regular-file.js';
import { UadaError } from '../../core/errors.js';
import { largestInputBytes, tooLarge } from './decode-input.js';
import { noticeMs, noticeSilence } from './notice-silence.js';

/** What stdin is connected to, as far as reading it goes. */
export type StdinKind = 'none' | 'file' | 'pipe';

/** `none` for a terminal, /dev/null and a closed descriptor: reading them would hang or give nothing. */
export const stdinKindOf = (descriptor = 0): StdinKind => {
  try {
    const status = fstatSync(descriptor);
    if (status.isFile()) return 'file';
    return status.isFIFO() || status.isSocket() ? 'pipe' : 'none';
  } catch {
    return 'none';
  }
};

/** How badly stdin is wanted: it is the prompt, it was named with `-`, or it only may come with a prompt. */
export type StdinNeed = 'prompt' | 'named' | 'optional';

export type StdinOptions = {
  /** Opens the stream; called only when it is going to be read. */
  readonly open: () => Readable;
  readonly kind: StdinKind;
  readonly need: StdinNeed;
  /** How long an open pipe without data is waited for when there is a prompt. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
  readonly warn: (line: string) => void;
};

const waitNotice = (options: StdinOptions): string =>
  options.need === 'optional'
    ? `Waiting up to ${options.waitMs / 1000} s for input on stdin; --no-stdin goes on without it.`
    : 'Waiting for the prompt on stdin; end it with Ctrl-D, or give the prompt as an argument.';

/** True once there is something to read or the input has ended; false when the wait is over first. */
const waitForFirstByte = (stdin: Readable, options: StdinOptions): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const { signal } = options;
    const isNoticed = options.need !== 'optional' || options.waitMs > noticeMs;
    const heard = isNoticed ? noticeSilence(() => waitNotice(options), options.warn) : undefined;
    const timer = options.need === 'optional' ? setTimeout(() => settle(() => resolve(false)), options.waitMs) : undefined;
    const settle = (run: () => void): void => {
      heard?.();
      clearTimeout(timer);
      stdin.off('readable', onReadable).off('end', onReadable).off('error', onReadable);
      signal.removeEventListener('abort', onAbort);
      run();
    };
    const onReadable = (): void => settle(() => resolve(true));
    const onAbort = (): void => settle(() => reject(signal.reason as Error));
    if (signal.aborted) {
      onAbort();
      return;
    }
    stdin.on('readable', onReadable).on('end', onReadable).on('error', onReadable);
    signal.addEventListener('abort', onAbort);
  });

const cannotRead = (error: unknown): UadaError =>
  new UadaError('usage', `stdin cannot be read to its end: ${fileFaultOf(error)}.`, { cause: error, hint: 'Nothing was sent, for it is not whole.' });

/** A pipe whose writer pauses is waited for; the first pause of a second is told. */
async function* chunksOf(stdin: Readable, { kind, signal, warn }: StdinOptions): AsyncGenerator<Buffer> {
  let size = 0;
  let isTold = kind === 'file';
  const tell = (): string => {
    isTold = true;
    return `Waiting for the end of stdin, of which ${size} bytes have come; Ctrl-C stops.`;
  };
  let heard = (): void => undefined;
  const listen = (): void => {
    if (!isTold) heard = noticeSilence(tell, warn);
  };
  try {
    listen();
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      heard();
      size += chunk.length;
      yield chunk;
      listen();
    }
  } catch (error) {
    throw signal.aborted ? error : cannotRead(error);
  } finally {
    heard();
  }
}

const readToEnd = async (stdin: Readable, options: StdinOptions): Promise<Buffer> => {
  const { signal } = options;
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = (): void => void stdin.destroy(signal.reason as Error);
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of chunksOf(stdin, options)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > largestInputBytes) throw tooLarge('stdin');
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return Buffer.concat(chunks);
};

/**
 * Everything on stdin, or undefined when there is none to read. Piped data is never dropped silently: once
 * the first byte has come it is read to its end, and giving up on a silent pipe is said on stderr.
 */
export const readStdin = async (options: StdinOptions): Promise<Buffer | undefined> => {
  if (options.kind === 'none') {
    if (options.need === 'named') throw new UadaError('usage', 'There is nothing to read on stdin.', { hint: 'Pipe something in, or leave out the `-`.' });
    return undefined;
  }
  const stdin = options.open();
  if (options.kind === 'pipe' && !(await waitForFirstByte(stdin, options))) {
    options.warn(`Nothing came on stdin within ${options.waitMs / 1000} s, going on without it; --stdin-wait waits longer.`);
    stdin.destroy();
    return undefined;
  }
  const bytes = await readToEnd(stdin, options);
  if (bytes.length === 0 && options.need === 'named') throw new UadaError('usage', 'stdin is empty.', { hint: 'The command before the pipe printed nothing.' });
  return bytes.length === 0 ? undefined : bytes;
};
